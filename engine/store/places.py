"""Where a contact is, as far as the rows tell: the clock and the public holidays that count for a mail to them."""

from engine.rules.holidays_calendar import Holiday
from engine.rules.zones import Zone, holidays_for, zone_for
from engine.store.tables import Account, Contact, Mailbox


def zone_of_contact(contact: Contact, account: Account, mailbox: Mailbox) -> Zone:
    return zone_for(
        contact.time_zone, account.time_zone, account.country, account.region, contact.phone, mailbox.time_zone
    )


def holidays_of_contact(contact: Contact, account: Account, mailbox: Mailbox) -> Holiday:
    return holidays_for(account.country, account.region, contact.phone, mailbox.country)
