# Words of what a fee depends on, for applicants and the public.
fee-item-tax = ضريبة
fee-cited = الصف { $row } من جدول الرسوم المعمول به من { $date }
fee-cited-for = الصف { $row } من جدول الرسوم المعمول به من { $date }: { $for }
fee-tax-in = الضريبة المشمولة
taxon-group-animals = الحيوانات
taxon-group-plants = النباتات
taxon-group-mammals = الثدييات
taxon-group-primates = الرئيسيات
taxon-group-cats = السنوريات
taxon-group-elephants = الأفيال
taxon-group-birds = الطيور
taxon-group-parrots = الببغاوات
taxon-group-raptors = الطيور الجارحة
taxon-group-reptiles = الزواحف
taxon-group-crocodiles = التماسيح
taxon-group-turtles = السلاحف
taxon-group-snakes = الأفاعي
taxon-group-lizards = السحالي
taxon-group-amphibians = البرمائيات
taxon-group-fish = الأسماك العظمية
taxon-group-sturgeons = أسماك الحفش (الكافيار)
taxon-group-sharks = أسماك القرش والشفنين
taxon-group-molluscs = الرخويات
taxon-group-corals = المرجان
taxon-group-insects = الحشرات
taxon-group-orchids = السحلبيات
taxon-group-cacti = الصبار
taxon-group-cycads = السيكاديات
ask-urgency = هل الطلب عاجل؟
ask-urgency-hint = تخصص السلطة للطلبات العاجلة وقتاً أقصر. الرسم مقابل المعالجة ولا يعد بأي قرار.
urgency-standard = لا، معالجة عادية
urgency-urgent = نعم، معالجة عاجلة
urgency-urgent-costs = نعم، معالجة عاجلة مقابل { $amount }
task-urgency = الاستعجال
answer-urgency = الاستعجال
flag-urgent = عاجل
cost-title = كم يكلف
cost-lead = وفق الرسوم المعمول بها من { $date }، لجميع التصاريح التي تطلبها. تصدر الفاتورة عند تقديم الطلب وهي المعتمدة.
cost-free = لا يستوفى عنه أي رسم.
cost-total = المجموع { $amount }
cost-value = يتوقف المجموع على قيمة العينات، ولم تُذكر بعد.
cost-valid = رسوم معمول بها من { $date }.
cost-valid-until = رسوم معمول بها من { $date } حتى { $until }.
wizard-cost-lead = لطلب واحد فيه صنف واحد وتصريح واحد، تقدمه شركة أو مؤسسة.
wizard-cost-lead-person = لطلب واحد فيه صنف واحد وتصريح واحد، يقدمه شخص.
wizard-cost-may = قد يضاف إليه:
wizard-cost-each = { $fee }: { $amount }
wizard-cost-percent = { $fee }: { $percent } % من القيمة
wizard-cost-total = المجموع { $amount }
wizard-cost-unset = لم تسجل السلطة رسوما في هذا النظام. اسأل هناك.
wizard-cost-none = لا يستوفى عنه أي رسم.
wizard-applicant = من يقدم الطلب
finance-class-person = شخص
finance-class-organisation = شركة أو مؤسسة
takes-title = كم يستغرق الأمر
takes-about = { $n ->
    [one] نحو يوم واحد.
    [two] نحو يومين.
    [few] نحو { $n } أيام.
    [many] نحو { $n } يوماً.
   *[other] نحو { $n } يوم.
}
takes-instead = { $n ->
    [one] نحو يوم واحد بدلاً من { $usual }.
    [two] نحو يومين بدلاً من { $usual }.
    [few] نحو { $n } أيام بدلاً من { $usual }.
    [many] نحو { $n } يوماً بدلاً من { $usual }.
   *[other] نحو { $n } يوم بدلاً من { $usual }.
}
takes-no-sooner = لم تحدد السلطة مدة أقصر. يرى الموظفون أن الطلب عاجل.
wizard-cost-for-each = { $fee }: { $amount } لكل { $unit }
fee-unit-nar = عينة
