"""The command line. Commands that need only the library work without Django."""
