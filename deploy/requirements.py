"""What the image installs before Punkt itself: dependencies, what the model is made from, what copies ask for."""

import sys
import tomllib
from pathlib import Path

EXTRAS = ("weights", "s3", "traces")

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
extras = [line for name in EXTRAS for line in project["optional-dependencies"][name]]
sys.stdout.write("\n".join([*project["dependencies"], *extras]) + "\n")
