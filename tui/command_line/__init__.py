"""The command line at the bottom: one line in the language of the shell's ``cartera``, about what is on the screen."""
