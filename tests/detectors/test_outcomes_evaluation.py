"""The evaluation of outcomes: small files of the sets' own forms, and what is exact."""

import pytest

from goodstanding.evaluations.figures import DataMissingError
from goodstanding.evaluations.outcomes import evaluate


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataMissingError, match=r"ratings\.csv"):
        list(evaluate(tmp_path))


def test_whoever_is_flagged_on_the_past_is_judged_by_the_future(tmp_path):
    (tmp_path / "bitcoin_otc").mkdir()
    lines = [f"r{n},ann,{-5 if n % 2 else 3},{n}.5" for n in range(100)]
    lines += [f"q{n},ben,2,{n}" for n in range(100)]
    (tmp_path / "bitcoin_otc" / "ratings.csv").write_text(
        "\n".join(["rater,ratee,rating,time", *lines])
    )
    crowd = tmp_path / "crowd_workers" / "AdultContent2"
    crowd.mkdir(parents=True)
    (crowd / "gold.txt").write_text("page\tG\n")
    (crowd / "labels.txt").write_text("w1\tpage\tG\nw2\tpage\tP\n" * 20)
    figures = {(one.data[:12], one.measure): one for one in evaluate(tmp_path)}
    flagged = figures["Bitcoin OTC,", "bad later, tier 3"]
    assert flagged.reached == pytest.approx(0.5)
    assert flagged.note.startswith("1 flagged, 30 later outcomes, 0.250 of all")
    exact = {one.measure: one.reached for one in figures.values() if one.data.startswith("exact")}
    assert exact["of 3 million, all at 2 %"] < 0.1
