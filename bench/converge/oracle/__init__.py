"""What must be true of a shared book's history, judged without the code that merged it.

Nothing here imports ``records.merge`` or ``records.sync``. Records are read with PyYAML and a few lines, objects with one
``git cat-file``; what an edit is and which edits knew of each other comes from the commits alone.
"""
