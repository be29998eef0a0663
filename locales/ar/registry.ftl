# Words of registers as the authority keeps them: the Secretariat, the counter, companies and persons.
entry-at-secretariat = مقترح على الأمانة
inclusion-number = الرقم في سجل الأمانة
inclusion-none = مقترح على الأمانة ولا رقم له بعد. وحتى ذلك الحين لا يفيد القيد للمصدر D.
inclusion-day = يوم الإدراج
inclusion-evidence = ما يثبت ذلك
counter-said-by = من قال ذلك
counter-seen = ما عُرض
counter-title = أدخلته السلطة
counter-by = من
counter-when = متى
