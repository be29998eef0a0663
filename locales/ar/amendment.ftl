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
