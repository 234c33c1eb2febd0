"""A function as a process of the real functions-framework."""

import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request


def free_port():
    """A port of this machine that nobody uses at the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Process:
    """Runs one function on a port of its own, with the environment of the contract and nothing else."""

    def __init__(self, source, handler, environment, log):
        self.port = free_port()
        command = pathlib.Path(sys.executable).with_name("functions-framework")
        self.log = open(log, "wb")
        self.child = subprocess.Popen(
            [command, "--source", source, "--target", handler, "--host", "127.0.0.1", "--port", str(self.port)],
            env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def wait(self, seconds=60):
        """Until it listens."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.child.poll() is not None:
                raise RuntimeError(f"the function ended with {self.child.returncode}; see {self.log.name}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the function does not listen; see {self.log.name}")

    def request(self, method, path, body, headers):
        """(status, answer) of the function."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=body, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()

    def stop(self):
        """Ends it and waits for its end."""
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.log.close()
