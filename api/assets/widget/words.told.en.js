// What is said of what happens to a ticket, in English.

export const words = {
  signed: (by) => `${by}, support`,
  // What happens to a ticket. `who` stands above words of the staff, or `about` below the name of who it was.
  told: {
    staff_answered: {
      who: (number) => `Answer to request ${number}`,
      about: (number) => `Answer to request ${number}`,
    },
    staff_asked: {
      who: (number) => `A question about request ${number}`,
      about: (number) => `A question about request ${number}`,
      more: "Please answer here.",
    },
    identity_needed: {
      note: ({ number }) => `Before request ${number} is handled, it must be clear that it is you who is asking.`,
      withMail: "Please confirm your e-mail with the code from the letter.",
      noMail: "A person will write here how to do it. No scans of papers are needed.",
    },
    ticket_resolved: {
      who: (number) => `Request ${number} is resolved`,
      about: (number) => `Request ${number} is resolved`,
      more: "If anything remains, the request can be opened again.",
    },
    ticket_refused: {
      who: (number) => `Request ${number} is refused`,
      about: (number) => `Request ${number} is refused`,
      more:
        "If you do not agree, the request can be opened again. " +
        "The operator's actions may be appealed to Roskomnadzor or to a court (Federal Law No. 152-FZ, Art. 17).",
    },
    ticket_closed: { note: ({ number }) => `Request ${number} is closed. If there are more questions, write here.` },
    ticket_reopened: { note: ({ number }) => `Request ${number} is open again and waits for a person.` },
    ticket_retracted: { note: ({ number }) => `Request ${number} is taken back, and work on it has stopped.` },
    ticket_duplicate: {
      note: ({ number, into }) => `Request ${number} repeats request ${into}. The answer will come under ${into}.`,
    },
    ticket_merged: {
      note: ({ number, into }) => `Request ${number} is joined with request ${into} and goes on under ${into}.`,
    },
    request_confirmed: { note: ({ number }) => `We have made clear what request ${number} is about.` },
    term_extended: { note: ({ number }) => `The date of request ${number} was moved.` },
    consent_withdrawn: {
      note: ({ number }) => `The consent of request ${number} is withdrawn. The data given in it will be destroyed.`,
    },
    data_erased: { note: ({ number }) => `Your data of request ${number} has been destroyed.` },
  },
  asked: (requests) => `To be done: ${requests}.`,
  nearest: (date) => `Next date: ${date}.`,
  // What the date of an event is, where it is not the nearest of the ticket.
  dates: {
    term_extended: (date) => `New date: ${date}.`,
    consent_withdrawn: (date) => `To be destroyed by ${date}.`,
    data_erased: (date) => `Destroyed ${date}.`,
  },
  because: (text) => `Reason: ${text}`,
  by: (basis) => `Ground: ${basis}`,
  addedTo: (number) => `Added to request ${number}`,
};
