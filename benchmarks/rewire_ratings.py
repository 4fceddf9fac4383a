"""Count rings where there are none: ratings rewired at random, everybody as often as before.

Run: `python -m benchmarks.rewire_ratings FOLDER [GRAPHS]`, with the folder of the public data sets.
"""

import sys
import time
from pathlib import Path

import numpy as np

from goodstanding.evaluations.ratings import SEED, false_rings, praised


def main() -> None:
    """Rewire, look for rings, print how many graphs held one."""
    graphs = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    praise = praised(Path(sys.argv[1]))
    rng = np.random.default_rng(SEED)
    start = time.perf_counter()
    found = [false_rings(praise, rng) for _ in range(graphs)]
    print(f"{sum(found)} rings in {graphs:,} rewired graphs", end="; ")
    print(f"{sum(map(bool, found))} graphs held one; {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
