"""Put on PYTHONPATH by the tests: a Python that starts with this reaches no machine but its own."""

import socket

connect = socket.socket.connect


def connect_at_home(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
        raise OSError(f"no network here: {address}")
    return connect(self, address)


def no_names(host, *args, **kwargs):
    raise socket.gaierror(f"no network here: {host}")


socket.socket.connect = connect_at_home
socket.getaddrinfo = no_names
