# عدة شحنات في طلب واحد.
ask-consignments = كم عدد الشحنات؟
ask-consignments-hint = التصريح الواحد لشحنة واحدة. إذا كنت سترسل العينات نفسها على دفعات فاذكر عددها، 50 على الأكثر، ولكل دفعة تصريح خاص بها. للشحنة الواحدة اترك الخانة فارغة.
ask-shares = ما الكمية المرسلة مع كل شحنة؟
ask-shares-hint = يجب أن يساوي مجموع الخانات كمية هذا البند. اترك الخانة فارغة إذا لم يُرسل منه شيء مع تلك الشحنة.
ask-shares-whole = هذا البند: { $quantity }
answer-consignments = الشحنات
answer-shares = التوزيع
consignment-nth = الشحنة { $n }
consignment-share = الشحنة { $n }: { $amount }
consignment-nth-of = الشحنة { $n } من { $all }
consignments-count =
    { $n ->
        [one] شحنة واحدة
        [two] شحنتان
        [few] { $n } شحنات
       *[other] { $n } شحنة
    }
consignments-title = الشحنات وتصاريحها
consignments-lead = يعرض النموذج المجموع. ولكل شحنة تصريح خاص بها مطبوع بحصتها.
consignments-what = المحتوى
consignments-permit = التصريح
consignments-unsigned = لم يُوقَّع بعد
consignments-given-up = تم التخلي عنها
consignments-signed = وُقِّع { $n } من { $all } من التصاريح
consignments-siblings = الشحنات الأخرى لهذا الطلب
sign-consignment = أنت توقّع الشحنة { $n } من { $all }. ولكل منها تصريح ورقم خاصان بها.
sign-rest = توقيع كل ما تبقى ({ $n })
flag-consignments = عدة شحنات
# The import permit first, consignment by consignment
handshake-covered = مشمولة بالتصريح { $number }
handshake-waits = تنتظر تصريح استيرادها
handshake-none = لا حاجة إلى تصريح
handshake-which = لأي شحنات هو؟
handshake-which-hint = علِّم الشحنات التي يذكرها. اترك الكل فارغًا إن كان لها جميعًا: فهو يشملها عندئذ بترتيبها بقدر ما تكفي الكميات أدناه.
