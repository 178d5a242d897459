def note_ghosts(frames):
    pass
