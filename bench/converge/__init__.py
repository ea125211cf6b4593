"""Many clones, one hub, everybody at once: what must be true of the history that comes of it.

``python -m cartera.bench.converge`` lets people edit and sync at random, with a stranger among them who has only git and
clocks that are years wrong, kills them at random, and has a judge who knows nothing of the merge (``oracle``) read the
whole history. Faults put into the merge on purpose show that the judge sees them.
"""
