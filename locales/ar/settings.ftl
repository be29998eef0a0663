# What a Party sets itself: an officer's page, shown in English here.
law-days-open = من { $from }
settings-taxa-shipped = عدد الأسماء { $n }، المجموعة المرفقة بالبرنامج
settings-taxa-imported = عدد الأسماء { $n }، المجموعة المستوردة
