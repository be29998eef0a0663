# ما وصل بموجب تصريح استيراد صادر عنا
arrivals-title = ما وصل بموجب { $number }
arrivals-heading = ما وصل بموجبه
arrivals-link = ما وصل بموجب تصريح الاستيراد هذا
arrivals-lead = تصل كل شحنة بتصريح تصدير خاص بها وتأخذ ما وصل منها. يبقى تصريح الاستيراد صالحا للاستعمال حتى لا يبقى منه شيء أو ينقضي آخر يوم له أو يُسلَّم.
arrivals-balance = ما تبقى
arrivals-permitted = المسموح به
arrivals-arrived = ما وصل
arrivals-left = المتبقي
arrivals-meter = المستعمل
arrivals-consignments = الشحنات
arrivals-none = لم يصل شيء بموجبه بعد.
arrivals-day = تاريخ الدخول
arrivals-export-permit = تصريح البلد الآخر
arrivals-line = البند
arrivals-port = منفذ الدخول
arrivals-retain = إلغاء تصريح الاستيراد وحفظه
arrivals-retain-lead = يسلمه صاحبه أو لن يصل شيء آخر. يُحفظ مع وثائق التصدير، ويُحرَّر ما تبقى منه ولا يدخل شيء آخر بموجبه (المادة السادسة، الفقرة 6).
arrivals-reason-hint = مثلا: سلمه صاحبه يوم وصول آخر شحنة.

# The import permit of the destination, before it is named
awaited-ask = الملحق الأول: لا يمنح التصريح إلا بعد تصريح الاستيراد من { $country }{ $which } (المادة الثالثة). يمكنك تقديم الطلب الآن. أرسل تصريح الاستيراد في صفحة الوثائق، أو اذكر فيها أنه سيأتي لاحقا: أنه طُلب ومتى تتوقعه.
awaited-expected = الملحق الأول: تصريح الاستيراد من { $country }{ $which } يأتي لاحقا: «{ $text }». سينتظره الملف وتتوقف مهلته.
awaited-unsaid = لم يذكر، ولم يقل متى يأتي؛ اسأل أو دع الملف ينتظره
waits-import-permit = تصريح الاستيراد من بلد المقصد
flag-import-permit = تصريح استيراد منتظر
acts-fact-awaited = تصريح استيراد منتظر

# Help
help-applicant-15 = الملحق الأول: تصريح الاستيراد أولا
help-applicant-15-text = لا يمنح التصريح إلا بعد تصريح الاستيراد من بلد المقصد. يمكنك تقديم الطلب قبل ذلك: أرسل تصريح الاستيراد في صفحة الوثائق، أو اذكر فيها أنه طُلب ومتى تتوقعه. ينتظره الملف عندئذ وتتوقف مهلته.
help-customs-9 = عدة شحنات بموجب تصريح استيراد واحد
help-customs-9-text = أدخل كل شحنة بتصريحها الأجنبي وعُدّ ما وصل: يُخصم ذلك من تصريح الاستيراد ويبقى صالحا للاستعمال. تبين صفحته ما تبقى. وعندما لا يبقى شيء أو ينقضي آخر يوم له أو يسلمه صاحبه يُلغى ويُحفظ.
help-officer-17 = تعديل تصريح
help-officer-17-text = في صفحة تصريح صالح لم يُستعمل اضغط «تعديل هذا التصريح» وغيّر ما لم يعد مناسبا واذكر السبب. يوافق موظف آخر ويوقّع، ويقول رمز التصريح القديم عندئذ أي وثيقة حلت محله. أما النوع والأشخاص والبلدان وزيادة الكمية أو الأيام فتحتاج إلى طلب جديد. يطلب صاحب التصريح ذلك برسالة في الملف.

# Goods under a paper from abroad that is not in our archive
arrivals-paper = إدخال بضائع بوثيقة ليست في سجلاتنا
arrivals-paper-lead = اقرأ الوثيقة وقارنها بالبضائع وبالبنود أعلاه. الوثيقة الموجودة في سجلاتنا تُستلم في صفحتها. لا تصلح الوثيقة إلا لشحنة واحدة، وما تبقى من تصريح الاستيراد يبقى صالحا للاستعمال.
arrivals-paper-issuer = البلد الذي أصدر الوثيقة
arrivals-paper-kind = نوع الوثيقة
arrivals-paper-number = الرقم كما هو مطبوع
arrivals-paper-issued = يوم الإصدار
arrivals-paper-until = آخر يوم
arrivals-paper-do = إدخال البضائع
arrivals-paper-seen = { $country }، اطلعت عليها الجمارك وليست في سجلاتنا

# The import permit of the destination, line by line
ask-import = الملحق الأول: تصريح الاستيراد من بلد المقصد
ask-import-hint = لا يُمنح التصريح إلا بعده (المادة الثالثة). يمكنك تقديم الطلب قبله: اذكر رقمه أو قل إنه يأتي لاحقا.
ask-import-when = هل صدر؟
ask-import-here = صدر، وهذا رقمه
ask-import-later = تصريح الاستيراد يأتي لاحقا
ask-import-later-yes = يأتي لاحقا
ask-import-number = رقم تصريح الاستيراد
ask-import-number-hint = كما هو مطبوع. أرسل الوثيقة في صفحة الوثائق.
awaited-later = الملحق الأول: تصريح الاستيراد من { $country }{ $which } يأتي لاحقا. سينتظره الملف وتتوقف مهلته.
awaited-said-later = يأتي لاحقا كما يقول مقدم الطلب
awaited-named = ذُكر { $numbers } ولم يُسجَّل بعد مع آخر يوم له
filter-waits = ينتظر
