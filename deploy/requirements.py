"""What the image installs before Punkt itself: the dependencies of pyproject.toml, with what the model is made from."""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
sys.stdout.write("\n".join([*project["dependencies"], *project["optional-dependencies"]["weights"]]) + "\n")
