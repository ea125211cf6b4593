"""Sharing a book through git: fetch, merge in memory, apply, push; conflicts as an inbox; clones, driver, auditor.

How to call it. One exchange now, from any thread, with a keeper of its own::

    with Keeper(book.root, clock) as keeper:
        report = Syncer(keeper, book.language, Random()).sync(lambda progress: ...)
    book.refresh(report.paths)

Every state that hinders it (no remote, offline, refused, rewritten …) is a ``CarteraError`` with its sentence. What waits,
without asking the network: ``read_sharing(keeper)`` in ``state.py`` ("12 to send"). Every so often in the background:
``SyncWorker`` in ``worker.py``, which calls back from its own thread. The inbox is ``list_conflicts(snapshot)`` in
``inbox.py``; ``plan_resolution`` in ``resolving.py`` returns a ``Plan`` for ``book.apply``, so settling a conflict is an
edit like any other.
"""
