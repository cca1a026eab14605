"""Put on PYTHONPATH by the tests: a Python that starts with this reaches no machine but its own."""

import atexit
import os
import socket
import time

connect = socket.socket.connect


def connect_at_home(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
        raise OSError(f"no network here: {address}")
    return connect(self, address)


def no_names(host, *args, **kwargs):
    raise socket.gaierror(f"no network here: {host}")


socket.socket.connect = connect_at_home
socket.getaddrinfo = no_names


def note_seconds():
    """Processor time, which another program on the same machine does not lengthen as it does the time on the clock."""
    with open(os.environ["SECONDS_FILE"], "w", encoding="ascii") as file:
        file.write(str(time.process_time()))


if "SECONDS_FILE" in os.environ:
    atexit.register(note_seconds)
