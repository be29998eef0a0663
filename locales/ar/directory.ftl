# Notices about authorities abroad, and to customs; the directory is an officer's page, shown in English here.
notice-abroad-told = ما كُتب إلى الخارج عن { $number }
notice-abroad-told-text =
    عن التصريح { $number }:

    { $abroad }
notice-border-alert = لا يجوز استعمال التصريح { $number }: احتجزوه
notice-border-alert-text = التصريح { $number }، الحالة: { $status }. لا تسمحوا بمرور شيء به؛ احتجزوا ما يُقدَّم معه وأبلغوا السلطة الإدارية.
abroad-sent = كُتب بالبريد الإلكتروني إلى { $name }، { $email }.
abroad-none = لم يُرسَل: عنوان السلطة الإدارية في { $country } غير معروف. أبلغوها بأنفسكم وسجّلوا العنوان: { $directory }
abroad-none-secretariat = لم يُرسَل: عنوان الأمانة غير معروف. أبلغوها بأنفسكم وسجّلوا العنوان: { $directory }
directory-title = السلطات في الخارج
