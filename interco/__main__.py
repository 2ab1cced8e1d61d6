"""`python -m interco`: the command line."""

from interco.config.command import main

if __name__ == "__main__":
    main()
