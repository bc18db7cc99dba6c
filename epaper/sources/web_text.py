from epaper.sources.intake import CopyFile, Intake


def read(copy: CopyFile) -> Intake:
    raise NotImplementedError
