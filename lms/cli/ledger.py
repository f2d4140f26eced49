"""`lms progress check`, `lms receipts check`."""

import click

from lms.assessment.recount import findings
from lms.cli.running import app_context, refuse
from lms.ledger.queries import record_with_code
from lms.ledger.receipts import readable, typed
from lms.ledger.services import is_as_it_came, receipt_of
from lms.people.queries import by_handle


@click.group()
def progress() -> None:
    """What learners have completed."""


@progress.command("check")
def check_progress() -> None:
    """Derive everything again from the ledger, and tell what does not follow from it."""
    found = 0
    with app_context():
        for found, finding in enumerate(findings(), start=1):  # noqa: B007
            click.echo(finding)
    if found:
        refuse(f"{found} findings.")
    click.echo("Everything follows from the ledger.")


@click.group()
def receipts() -> None:
    """What the server has signed for."""


@receipts.command("check")
@click.argument("handle")
@click.argument("code")
def check_receipt(handle: str, code: str) -> None:
    """Prove or disprove that CODE is a receipt of something received from HANDLE."""
    with app_context():
        person = by_handle(handle)
        if person is None:
            refuse(f"There is nobody with the handle “{handle}”.")
        record = record_with_code(person.id, typed(code))
        if record is not None:
            state = "" if is_as_it_came(record) else " But the record was changed since: restore a backup."
            click.echo(
                f"Received on {record.received_on} (UTC day): {record.kind}, {record.step}, {record.outcome}. "
                f"Receipt {readable(receipt_of(record).code)}.{state}"
            )
            raise SystemExit(1 if state else 0)
    refuse(f"Nothing with the receipt {code} was received from {handle}.")
