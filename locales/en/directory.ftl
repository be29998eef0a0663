# The directory of authorities abroad, and the mails that must go to them.
notice-authority-stopped = CITES permit { $number } may not be used
notice-authority-stopped-text =
    CITES permit { $number } may not be used any more since { $since }. Status: { $status }. Please let nothing in under it, and tell us if it is presented.

    What is known of it today: { $check }
notice-authority-differs = Quantities differ on CITES permit { $number }
notice-authority-differs-text =
    CITES permit { $number }: the quantities counted at the border are not those that the permit or its endorsement says (counted / said), known since { $since }.

    { $quantities }

    What is known of it today: { $check }
notice-authority-retrospective = Copy of retrospective CITES document { $number }
notice-authority-retrospective-text =
    CITES document { $number } was issued on { $since }, after the specimens had left (Res. Conf. 12.3). Its box 5 says so and why.

    Here is the document: { $check }
notice-abroad-told = What authorities abroad were told of { $number }
notice-abroad-told-text =
    About permit { $number }:

    { $abroad }
notice-border-alert = Permit { $number } may not be used: hold it
notice-border-alert-text = Permit { $number }, status: { $status }. Let nothing pass under it; hold whatever is presented with it and tell the Management Authority.
abroad-sent = Written by e-mail to { $name }, { $email }.
abroad-none = Not sent: no address is known of the Management Authority of { $country }. Tell it yourself and enter the address: { $directory }
abroad-none-secretariat = Not sent: no address is known of the Secretariat. Tell it yourself and enter the address: { $directory }
authority-foot = { $authority } sent this message to { $name }, whose address stands in its directory of CITES authorities. Tell us when another address is right.
mail-reader-abroad = Authorities abroad, by the directory

directory-title = Authorities abroad
directory-lead = Whom this authority must write to: when a permit of ours is lost, stolen or revoked, when quantities differ at the border, when a document is issued retrospectively. Mails go by themselves to the addresses that stand here.
directory-none = No address is entered. Until there is one, somebody has to write by hand.
authority-whose = Whose
authority-name = Name
authority-email = E-mail
authority-language = Language of the mails
authority-country = Country
authority-country-hint = Leave empty for the Secretariat.
authority-kind = Which authority
authority-kind-ma = Management Authority
authority-kind-sa = Scientific Authority
authority-kind-enforcement = Enforcement
authority-kind-secretariat = CITES Secretariat
authority-from = First day
authority-from-hint = Leave empty for today.
authority-until = Last day
authority-until-day = until { $day }
authority-from-day = from { $day }
authority-in-force = In force
authority-ended = Ended
authority-later = Not yet
authority-enter = Enter an address
authority-correct = Correct
authority-correct-hint = Mails that wait go to the new address.
authority-retire = Retire
authority-retire-hint = Nothing is sent to this address any more, not even what waits.
authority-letters = What was sent
authority-letters-none = Nothing was sent yet.
authority-mail-waits = Waits

notice-mail-not-taken = An e-mail of yours was not taken
notice-mail-not-taken-text = { $why } { $files }
mail-why-lapsed = The address that you answered to has lapsed: open the case and write there.
mail-why-not-yours = You have no part in this case any more, or it was not handed in yet; nothing of your e-mail was kept.
mail-why-empty = Nothing was written in it but what was quoted.
mail-why-no-case = What you answered belongs to no case, so nobody would find your words. Sign in and open it from this notice; what you want of the Authority beside it, apply for or write in your case.
mail-why-files = Your words stand in the case. These files were not kept, because of their kind, their size or what a scanner found:
mail-answer-hint = You may answer this e-mail: what you write becomes a message of the case that it is about. A question of the Authority is answered on its own page, where the answer counts.
message-by-mail = by e-mail
message-by-mail-other = by e-mail from { $address }, which is not the address of the account
sink-reply = Answers go to
sink-reply-hint = To answer as this person would: give a mail to `manis mail-in --to` and this address.
