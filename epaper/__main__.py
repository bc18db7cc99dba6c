"""`python -m epaper` → the command line."""

from epaper.cli import main

if __name__ == "__main__":
    main()
