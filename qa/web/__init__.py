"""The web app: a shell over qa.service, like the command line. Nothing below app.py imports it."""
