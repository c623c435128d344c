"""The README, as the tests read it."""
import pathlib
import re

TEXT = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)  # (language, lines)
