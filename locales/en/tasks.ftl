# Sub-tasks of the examination side by side, questions point by point, letters to authorities abroad.
open-task-title = What is open
open-task-lead = These run at the same time. A decision can be proposed when none is open any more.
open-task-since = since { $date }
open-task-due = answer by { $date }
open-task-late = Late
open-task-letter = A letter went to { $to }.
open-task-letter-none = No letter could go: the directory has no address of this authority. Send it by post.
open-task-answers = Questions and answers
open-task-answered = Answered { $date }
open-task-point = Point { $n }
open-task-wants = Point { $n } wants
open-task-wants-answer = Words
open-task-wants-paper = A paper
open-task-answer = { $n }. { $text }
open-task-paper = Paper for point { $n }
open-task-no-paper = Send the paper below, or say why there is none.
open-task-beside = Anything else you want to say
flag-open-info-requested = Question open
flag-open-awaiting-additional-payment = Payment open
flag-open-awaiting-counterpart = Import permit awaited
flag-open-inspected = Report to read
flag-open-inspection-requested = Inspection open
flag-open-sa-consultation = With the Scientific Authority
flag-open-foreign-consultation = Asked abroad
notice-authority-asked = CITES inquiry about { $reference }
notice-authority-asked-text =
    We are examining application { $reference } and ask for your answer:

    { $question }

    It concerns { $goods }. Please answer to this e-mail and quote { $reference }. Asked on { $since }.
notice-abroad-asked = An authority abroad was asked about { $reference }
notice-abroad-asked-text =
    The inquiry about { $reference }:

    { $abroad }
open-task-letter-print = Print the letter
letter-inquiry = Inquiry
letter-inquiry-lead = We examine an application and ask for your answer: { $what }.
letter-inquiry-answer = Please answer to { $to }, and quote { $number }.
letter-inquiry-to = To the Management Authority
