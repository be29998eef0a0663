## الصفحة الأولى لمقدم الطلب
todo-answer = أجيبوا عن سؤالنا
todo-complete = أكملوا طلبكم
todo-import-permit = أرسلوا إلينا تصريح الاستيراد
todo-pay = ادفعوا { $amount }
todo-report = أخبرونا كيف استعملتم التصريح
todo-report-many = أخبرونا كيف استعملتم { $n } من التصاريح
todo-collect = تصريحكم جاهز
todo-collect-many = { $n } من التصاريح جاهزة
todo-until = حتى { $date }
todo-late = متأخر: حتى { $date }
todo-ended = انتهى في { $date }
mine-drafts = المسودات
mine-changed = تغيّر في { $date }
mine-names = التحقق من أسماء كثيرة
mine-search = بحث: المرجع أو الرقم أو النوع
mine-more-filters = مرشّحات أخرى
mine-from = أُرسل من
mine-until = أُرسل حتى
mine-ends-from = اليوم الأخير من
mine-ends-until = اليوم الأخير حتى
mine-by = أرسله
mine-everybody = الجميع
mine-me = أنا
mine-waits = في انتظار
waits-you = أنتم
waits-authority = السلطة
waits-science = السلطة العلمية
waits-inspector = المفتش
waits-abroad = سلطة في الخارج
mine-ending = تصاريح تنتهي خلال 60 يوماً
mine-stock = مخزونكم
mine-stock-all = كل الدفعات
mine-news = أخبار عن أنواعكم
news-enters = { $taxon }: { $appendix } اعتباراً من { $date }
news-entered = { $taxon }: { $appendix } منذ { $date }
news-leaves = { $taxon }: غير مدرج اعتباراً من { $date }
news-left = { $taxon }: غير مدرج منذ { $date }
queue-turns-all = عرض الكل ({ $n })

## زيارة بلا شبكة
visit-kept = محفوظ على هذا الهاتف ولم يُرسل بعد. يُرسل حالما تعود الشبكة.
visit-draft = محفوظ على هذا الهاتف وأنتم تكتبون.
visit-found = هذا ما كتبتموه من قبل. لم يُرسل.
visit-sending = جارٍ الإرسال …
visit-sent = أُرسل تقرير كان محفوظاً على هذا الهاتف.
visit-sign-in = محفوظ على هذا الهاتف ولم يُرسل بعد. سجّلوا الدخول فيُرسل.
visit-gone = محفوظ على هذا الهاتف، لكن الملف لم يعد ينتظر هذا التقرير. اتصلوا بالمكتب.
visit-wrong = محفوظ على هذا الهاتف ولم يُرسل: فيه ما يجب تصحيحه. افتحوا التقرير.

## The menu
menu-more = المزيد
menu-counter = طلبات الشباك

## مساعدة للأقسام الجديدة
help-applicant-6 = الدفع
help-applicant-6-text = تعرض «المدفوعات» ما هو مستحق وما دُفع. اذكروا الفاتورة عند الدفع، ويتبعه الإيصال.
help-applicant-7 = المخزون والسجلات
help-applicant-7-text = سجّلوا ما تملكونه في دفعات. يأخذ التصريح من الدفعة ولا يأخذ أكثر مما فيها. يطلب المربّون والمشاتل قيدهم في «السجلات».
help-applicant-8 = الإشعارات
help-applicant-8-text = نكتب إليكم عندما ينتظركم شيء، وعندما ينتهي تصريح، وعندما تتغير الملاحق بشأن أنواعكم. في حسابكم تقولون ما تريدونه بالبريد الإلكتروني أيضاً.
help-inspector = مساعدة للمفتشين
help-inspector-1 = ما ينتظر
help-inspector-1-text = تقول القائمة أين ومتى وما الذي يُنظر فيه، والأقرب أولاً.
help-inspector-2 = بلا شبكة
help-inspector-2-text = افتحوا صفحة الزيارة ما دامت هناك شبكة. ثم عدّوا واقرؤوا العلامات وصوّروا في أي مكان: يُحفظ ذلك على هذا الهاتف، والصفحة تقول ذلك.
help-inspector-3 = الإرسال
help-inspector-3-text = حين تعود الشبكة يُرسل من تلقاء نفسه مرة واحدة. وقبل ذلك تقول الصفحة إنه لم يُرسل بعد. تسجيل الخروج يُبقي ما لم يُرسل.
help-inspector-4 = أثره
help-inspector-4-text = العدد الأقل يخفض التصريح. قولوا ما رأيتموه، والموظف يقرر.
help-finance = مساعدة للصندوق والحسابات
species-sheet-workspace = مكتب السلطة العلمية
risk-rules-title = قواعد الفحص
report-to-dashboard = أرقام الشهر
stock-all = مخزون التجار
queue-title = قائمة العمل كلها
finance-drawer = الصندوق
drop-lead = يذهب ما كتبتموه في هذه المسودة. لم يُرسل شيء.
