# What a Party sets itself: an officer's page, shown in English here.
law-days-open = من { $from }
