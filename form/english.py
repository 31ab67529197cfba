"""The form's rows and columns in English, for data that leaves the country's language.

The wording explains; it is no official translation.
"""

from __future__ import annotations

ENGLISH_TABLES: dict[str, str] = {
    "disclosure": "Government information disclosed on the agency's own initiative",
    "applications": "Applications for government information received and handled",
    "litigation": "Administrative reconsideration and litigation over government information",
}

ENGLISH_ROWS: dict[str, dict[str, str]] = {
    "disclosure": {
        "rules": "Government rules (guizhang)",
        "normative_documents": "Administrative normative documents",
        "licensing": "Administrative licensing",
        "other_services": "Other administrative and service matters",
        "penalties": "Administrative penalties",
        "coercion": "Administrative coercive measures",
        "fees": "Administrative fees",
        "procurement": "Centralised government procurement",
    },
    "applications": {
        "new": "New applications received in the year",
        "carried_in": "Applications carried over from the year before",
        "granted": "Granted in full",
        "partial": "Granted in part",
        "denied_state_secret": "Denied: state secret",
        "denied_other_law": "Denied: disclosure prohibited by other laws or regulations",
        "denied_security_stability": "Denied: endangers security or stability",
        "denied_third_party": "Denied: lawful interests of a third party",
        "denied_internal_affairs": "Denied: internal affairs information",
        "denied_process_information": "Denied: process information",
        "denied_enforcement_file": "Denied: administrative enforcement case file",
        "denied_administrative_inquiry": "Denied: administrative enquiry",
        "unable_not_held": "Not provided: information not held",
        "unable_not_ready_made": "Not provided: information would have to be created",
        "unable_unclear": "Not provided: still unclear after correction",
        "refused_petition": "Not processed: petition, report or complaint",
        "refused_repeat": "Not processed: repeated application",
        "refused_publication": "Not processed: request for a public publication",
        "refused_excessive": "Not processed: excessive repeated applications without good reason",
        "refused_reissue": "Not processed: request to confirm or reissue information already obtained",
        "other_uncorrected": "Other: not corrected in time without good reason, handling ended",
        "other_unpaid": "Other: fee not paid in time, handling ended",
        "other_else": "Other: else",
        "other": "Other results (one row, form of 2019)",
        "results_total": "Total of results",
        "carried_out": "Carried over to the next year",
    },
    "litigation": {
        "review": "Administrative reconsideration",
        "suit_direct": "Litigation brought without reconsideration",
        "suit_after_review": "Litigation brought after reconsideration",
    },
}

ENGLISH_COLUMNS: dict[str, dict[str, str]] = {
    "disclosure": {
        "issued": "Issued in the year",
        "repealed": "Repealed in the year",
        "in_force": "In force",
        "decisions": "Decisions in the year",
        "amount": "Amount",
        "made": "Made in the year",
        "newly_disclosed": "Newly disclosed in the year",
        "disclosed_total": "Disclosed in total",
        "items_last_year": "Items in the year before",
        "items_change": "Change in the year",
        "projects": "Procurement projects",
    },
    "applications": {
        "natural_person": "Natural persons",
        "business": "Organisations: businesses",
        "research": "Organisations: research institutions",
        "public_interest": "Organisations: public interest organisations",
        "legal_service": "Organisations: legal service providers",
        "other_org": "Organisations: other",
        "total": "Total",
    },
    "litigation": {
        "upheld": "Upheld",
        "corrected": "Corrected",
        "other": "Other outcome",
        "pending": "Pending",
        "total": "Total",
    },
}

ENGLISH_UNITS: dict[str, str] = {"件": "items", "项": "items", "万元": "10,000 CNY"}
