"""What a look finds."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Finding:
    about: str  #: settings, plug-ins, folder, keys, database, clock, courses or work
    what: str  #: one sentence
    mend: str  #: what to do
    stops: bool = False  #: it stops the service, or endangers what learners did

    def __str__(self) -> str:
        return f"{'STOP   ' if self.stops else 'warning'}  {self.about}: {self.what} {self.mend}"

    def as_json(self) -> dict:
        return asdict(self)
