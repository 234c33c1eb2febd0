"""The greeting, under the real functions-framework."""

import pathlib
import sys
import unittest
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from stand_in import Host  # noqa: E402


class HelloTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = Host(HERE.parent / "faas.yaml").__enter__()
        cls.addClassCleanup(cls.host.__exit__)

    def get(self, path):
        port = self.host.processes["hello", "hello"].port
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.headers.get_content_type(), answer.read().decode()

    def test_the_world_is_greeted(self):
        self.assertEqual(self.get("/hello"), ("text/plain", "Hello, world!\n"))

    def test_a_name_is_greeted(self):
        self.assertEqual(self.get("/hello?name=Ada%20"), ("text/plain", "Hello, Ada!\n"))


if __name__ == "__main__":
    unittest.main()
