"""`python -m offhours` is the same program as `offhours`."""

from offhours.cli import app

app()
