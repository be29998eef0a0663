## Notices: title (also the subject of the e-mail) and text of each event
notice-sent = Application { $reference } received
notice-sent-text = We received your application { $reference } (receipt { $receipt }). You need to do nothing now: we write when we need something or when it is decided.
notice-payment-due = Payment due for { $reference }
notice-payment-due-text = { $amount } is due for your application { $reference } by { $until } (invoice { $invoice }). The application goes on once it is paid.
notice-paid = Payment received for { $reference }
notice-paid-text = Invoice { $invoice } of your application { $reference } is paid. Your receipt is in your account.
notice-incomplete = More information needed for { $reference }
notice-incomplete-text =
    Your application { $reference } cannot go on yet. Please complete it by { $until }:

    { $points }
notice-asked = A question about { $reference }
notice-asked-text =
    We have a question about your application { $reference }. Please answer by { $until }:

    { $question }
notice-answered = The applicant answered: { $reference }
notice-answered-text = Application { $reference } is complete again, or its question is answered. It is your turn.
notice-no-reply = Application { $reference } closed
notice-no-reply-text = Nobody answered in time, so application { $reference } is closed. You can copy it as a new one at any time.
notice-no-permit-needed = No permit is needed for { $reference }
notice-no-permit-needed-text = We looked at your application { $reference }: you need no permit. Reason: { $reason }
notice-approved = Application { $reference } approved
notice-approved-text = Your application { $reference } is approved. The permit will be signed next; we write when it is ready.
notice-refused = Application { $reference } refused
notice-refused-text =
    Your application { $reference } is refused.

    Reason: { $refusal }
    { $reason }

    You may appeal until { $until }. Open the application and choose Appeal; say why the decision should be another one.
notice-appeal-made = Appeal made: { $reference }
notice-appeal-made-text = The applicant appeals against the refusal of { $reference }.
notice-appeal-upheld = Your appeal succeeded: { $reference }
notice-appeal-upheld-text =
    Your appeal was right; application { $reference } is examined anew.

    { $reason }
notice-appeal-dismissed = Your appeal did not succeed: { $reference }
notice-appeal-dismissed-text =
    The refusal of { $reference } stands.

    { $reason }
notice-withdrawn = Application { $reference } withdrawn
notice-withdrawn-text = The applicant withdrew { $reference }. Nothing is left to do.
notice-issued = Permit { $number } is ready
notice-issued-text =
    Permit { $number } is issued for your application { $reference }. Sign in to download it.

    Whoever needs to see that it is valid can check it here: { $check }
notice-differs = Quantities differ on { $number }
notice-differs-text =
    Permit { $number }: not everything left or arrived as the permit says.

    { $quantities }

    { $abroad }
notice-held = Permit { $number } held at the border
notice-held-text =
    The consignment under permit { $number } is held at the border.

    { $reason }
notice-released = Permit { $number } released
notice-released-text =
    The consignment under permit { $number } may go on.

    { $reason }
notice-seized = Consignment of { $number } seized
notice-seized-text =
    The consignment under permit { $number } was seized.

    { $reason }
notice-stopped = Permit { $number } may not be used
notice-stopped-text =
    Permit { $number } may not be used any more. Status: { $status }.

    { $reason }
notice-tell-destination = Permit { $number } may not be used: { $country } is concerned
notice-tell-destination-text =
    Permit { $number } may not be used any more. Status: { $status }. Country concerned: { $country }. { $commercial }

    { $abroad }
notice-expired = Permit { $number } has ended: tell us how it was used
notice-expired-text = Permit { $number } was valid until { $until }. Tell us in your account whether you used it, and return the paper if you did not.
notice-expiring-30 = Permit { $number } ends in 30 days or less
notice-expiring-30-text = Permit { $number } is valid until { $until }. Lines not used yet: { $lines }. The goods must have left by that day.
notice-expiring-7 = Permit { $number } ends within a week
notice-expiring-7-text = Permit { $number } is valid until { $until }. Lines not used yet: { $lines }. The goods must have left by that day; a permit that you do not need can be returned now.
notice-unreturned = Permit { $number }: return it or tell us how it was used
notice-unreturned-text = Permit { $number } ended on { $until } and we still do not know whether it was used. Until you tell us, its quantity counts as taken.
notice-use-reported = The holder of { $number } reports its use
notice-use-reported-text = Permit { $number }: { $used } Read what the holder writes and record it.
notice-draft-ending = Your draft { $reference } is waiting
notice-draft-ending-text = You have not changed the draft { $reference } for a long time. Finish it, or drop it.
notice-quota-80 = 80 % of a quota is taken: { $taxon } { $year }
notice-quota-80-text = Four fifths of the { $year } quota of { $taxon } are taken.
notice-quota-100 = A quota is exhausted: { $taxon } { $year }
notice-quota-100-text = The { $year } quota of { $taxon } is taken whole. Nothing more can be approved under it.
notice-partner-failing = { $country } does not answer
notice-partner-failing-text = The exchange system of { $country } does not answer; messages wait and are sent again. Last error: { $error }
notice-used-yes = it was used.
notice-used-no = it was not used.
notice-commercial-yes = The purpose is commercial: the Secretariat is told too.

## The list
notices-title = Notices
notices-unread = Not read yet
notices-all = All
notices-none = No notice here.
notices-open = Open
notices-mark = Mark as read
notices-mark-all = Mark all as read
notices-new = New
notices-in-bar = Notices: { $n } not read

## The e-mail around the text
mail-open = Open it in your account:
mail-foot = { $authority } sent you this message about your own affair. What you get by e-mail is set in your account: { $account }

## Wishes in the account
wish-title = Notices by e-mail
wish-lead = Receipts, questions, decisions and warnings are always sent. The rest you may do without; everything stands under Notices.
wish-language = Language of notices and pages
wish-optional = Send me the others too
wish-optional-hint = Approval before signing, 30 days before a permit ends, differences in quantities, drafts left lying.
wish-phone = Telephone for text messages
wish-phone-hint = Leave empty for none. A text message only says that there is news; it names nobody.

## Administration
admin-mail = E-mail
mail-log-title = E-mails sent
mail-log-at = When
mail-log-event = About
mail-log-to = To
mail-log-text = Text
mail-log-result = Result
mail-log-none = Nothing was sent yet.
mail-house-text = of the house
mail-own-text = own, version { $n }
mail-try = try { $n }
mail-sent = Sent
mail-later = Again later
mail-dead = Given up
mail-again = Send again
mail-waiting = { $n ->
        [one] { $n } e-mail waits to be sent.
       *[other] { $n } e-mails wait to be sent.
    }
mail-no-server = No mail server is set: notices stand in the portal only. Set smtp-host and smtp-from.
mail-texts = Texts of e-mails
mail-texts-lead = Every event has a text of the house. Your own text takes its place, for one language at a time.
mail-text-readers = Who is told
mail-text-road = By e-mail
mail-road-must = always
mail-road-may = unless not wanted
mail-road-no = portal only
mail-reader-applicant = Applicant or holder
mail-reader-officer = Officer in charge
mail-text-own = Own text
mail-text-title = Text: { $event }
mail-text-subject = Subject
mail-text-body = Text
mail-text-placeholders = These placeholders may be used: { $names }
mail-text-needs = These must stand in the text: { $names }
mail-text-beside = Second language
mail-text-preview = Preview with sample values
mail-text-preview-button = Preview
mail-text-house = Back to the text of the house
mail-periods = Periods after issue
periods-grace = Days of grace after the last day
periods-grace-hint = A permit that was handed over counts as expired only after that. 0 to 90.
periods-draft = Days until a draft is warned of
periods-draft-hint = Counted from its last change. 7 to 730.

## The test mail sink
sink-title = Test mailbox
sink-lead = Every e-mail and text message of this demonstration ends here. Nothing leaves this machine.
sink-none = No message yet. Do something that tells somebody.
sink-link = Test mailbox
sink-from = From
sink-subject = Subject
sink-id = Message-ID
sink-as-text = As text
sink-as-html = As HTML

## After issue: report of use, late list
use-title = Tell us how the permit was used
use-send = Send the report
use-unused = It was not used
use-which = Was it used?
use-quantity = What left of { $block } ({ $taxon })
use-quantity-hint = At most { $amount }; 0 for what did not leave.
use-statement = What shows it, or why it was not used
use-statement-hint = Customs office, day, waybill; or the reason.
use-reports = What the holder reported
use-report-used = Used
use-report-unused = Not used
next-title = What happens next
next-days = Ends on { $date }: { $n ->
        [one] { $n } day left.
       *[other] { $n } days left.
    }
next-last-day = Today is its last day.
next-open = Customs endorse it when the goods leave. If you do not need it, return it before that day.
next-over = It ended on { $date }. Tell us whether it was used; until then its quantity counts as taken.
next-done = It is used. You need to do nothing.
next-gone = It may not be used any more. Keep nothing that could be mistaken for a valid permit.
next-lost = It may not be used any more. You can apply for a replacement and name its number.
late-title = Late: not returned, not declared
late-lead = These permits ended and nobody knows whether they were used. Their quantity counts as taken.
late-days = Days late
late-chased = Last reminder
late-none = Nothing is late.
late-never = not yet
late-said = Holder says
notice-blank-ended = Return blank { $number }
notice-blank-ended-text = Blank { $number } was not completed until { $until } and has ended. Return it to the Authority.

notice-clock-near = { $reference }: little time left
notice-clock-near-text = Case { $reference } has used { $hours } of { $target } hours of this clock: { $clock }.
notice-clock-over = { $reference } is late
notice-clock-over-text = Case { $reference } has used { $hours } hours; the target is { $target }. The clock: { $clock }.
notice-listing-change = The Appendices change for { $taxon }
notice-listing-change-text = From { $until } { $taxon } stands under: { $appendix }. This touches { $number }. Ask us if you do not know what to do.
notice-law-change = A rule changes for { $number }
notice-law-change-text = A rule that counts from { $until } touches { $number }. Look at it, and ask us if you do not know what to do.
notice-key-ending = The signing key ends on { $until }
notice-key-ending-text = The key { $key } signs until { $until } and not after. Have a new certificate made and enter it in time.
notice-cheque-bounced = The bank sent cheque { $cheque } back
notice-cheque-bounced-text =
    The bank did not pay cheque { $cheque } over { $amount } for invoice { $invoice }. What it said: { $reason }

    The invoice is open again. Please pay it in another way; until then no permit is handed over for it.
notice-bill-issued = Bill { $invoice } for { $month }
notice-bill-issued-text = Your fees of { $month } are collected in invoice { $invoice }: { $amount }, to be paid by { $until }. It lists every application it is for.
notice-arrival-differs = Less arrived than { $number } says
notice-arrival-differs-text =
    Permit { $number } of { $country }: not everything arrived as it says. The Party that issued it is told by the confirmation.

    { $quantities }

    { $abroad }
mail-reader-charge = Officer in charge; supervisors where there is none
notice-invoice-due = Invoice { $invoice } is to be paid
notice-invoice-due-text = { $amount } is due by { $until } (invoice { $invoice }). You find it in your account.
notice-receipt = Receipt { $receipt }
notice-receipt-text = We received { $amount } for invoice { $invoice }. Your receipt { $receipt } is in your account.
notice-urgent-missed = { $reference }: the urgent time was missed
notice-urgent-missed-text = Urgent case { $reference } has taken { $hours } hours of ours; { $target } were promised. Its fee for urgent handling may be given back.
notice-terms-stopped = Monthly payment of account { $account } stands still
notice-terms-stopped-text = Invoice { $invoice } over { $amount } was never paid and was written off. Until two persons decide otherwise, each application of account { $account } is paid by itself.
notice-terms-resumed = Account { $account } pays by the month again
notice-terms-resumed-text = The fees of new applications are collected again and billed at the end of the month.
notice-amendment-asked = { $reference }: a change of { $number } is asked for
notice-amendment-asked-text =
    The holder of permit { $number } asks for a change:

    { $reason }
notice-amendment-refused = The change of { $number } is refused
notice-amendment-refused-text =
    The change of permit { $number } that you asked for ({ $reference }) is refused. The permit stays as it is and may be used.

    Reason: { $refusal }
    { $reason }

    You may appeal until { $until }. Open the request and choose Appeal; say why the decision should be another one.
text-news-of = There is news about { $about }. Sign in:
text-news = There is news. Sign in:
