"""Take mail until told to stop: `python -m goodstanding.interfaces.mail HOST PORT`."""

import os
import signal
import sys

import django


def main(host: str, port: int) -> None:
    """Take mail for cases' own addresses.

    Args:
        host: the address to listen on.
        port: the port to listen on.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    django.setup()
    from goodstanding.interfaces.mail.server import controller

    stopping = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    mail = controller(host, port)
    mail.start()
    signal.sigwait(stopping)
    mail.stop()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
