"""The sentences that the intake says, by code: what is wrong and what to do next.

Placeholders are named and filled with `%`. A test holds both languages to the same placeholders.
"""

from __future__ import annotations

from typing import Final

FILE_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "file_missing": (
        "Không mở được tệp “%(file)s”. Hãy kiểm tra tên tệp và quyền đọc.",
        "cannot open %(file)s",
    ),
    "file_empty": (
        "Tệp “%(file)s” trống. Hãy chọn tệp có dòng tiêu đề và ít nhất một dòng dữ liệu.",
        "%(file)s is empty",
    ),
    "file_too_large": (
        "Tệp “%(file)s” nặng %(size_mb)s MB, quá giới hạn %(limit_mb)s MB. "
        "Hãy chia thành nhiều tệp nhỏ hơn hoặc gửi dạng .csv.gz.",
        "%(file)s has %(size_mb)s MB, over the limit of %(limit_mb)s MB",
    ),
    "format_unknown": (
        "Tệp “%(file)s” không thuộc dạng nhận được. "
        "Hãy gửi .csv, .csv.gz, .tsv, .xlsx, .parquet hoặc .jsonl.",
        "%(file)s has no known suffix; expected .csv, .csv.gz, .tsv, .xlsx, .parquet or .jsonl",
    ),
    "foreign_content": (
        "Tệp “%(file)s” thực ra là %(found_vi)s nên không được mở. Hãy gửi đúng tệp bảng dữ liệu.",
        "%(file)s is really %(found_en)s and was not opened",
    ),
    "json_array": (
        "Tệp “%(file)s” là một mảng JSON. Hãy xuất lại dạng JSON Lines: "
        "mỗi dòng một đối tượng, không có dấu [ ở đầu và dấu phẩy ở cuối dòng.",
        "%(file)s is one JSON array; expected JSON Lines, one object a line",
    ),
    "old_workbook": (
        "Tệp “%(file)s” là bảng tính .xls đời cũ hoặc có mật khẩu. "
        "Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx.",
        "%(file)s is an old .xls or a password-protected workbook",
    ),
    "wrong_suffix": (
        "Tệp “%(file)s” thực ra là %(found_vi)s. Hãy đổi đuôi tệp thành %(suffix)s rồi gửi lại.",
        "%(file)s is really %(found_en)s; rename it to %(suffix)s",
    ),
    "binary_content": (
        "Tệp “%(file)s” chứa byte NUL nên không phải tệp văn bản. Hãy lưu lại thành CSV UTF-8.",
        "%(file)s holds NUL bytes and is not text",
    ),
    "encoding_unknown": (
        "Không nhận ra bảng mã của tệp “%(file)s”. Hãy lưu lại thành CSV UTF-8 "
        "(trong Excel: Lưu thành → CSV UTF-8).",
        "the encoding of %(file)s is not recognised",
    ),
    "encoding_option": (
        "Không có bảng mã “%(encoding)s”. Hãy dùng utf-8, utf-16, windows-1258, tcvn3 hoặc vni.",
        "no encoding %(encoding)s; use utf-8, utf-16, windows-1258, tcvn3 or vni",
    ),
    "archive_bomb": (
        "Tệp “%(file)s” bung ra %(unpacked_mb)s MB, lớn bất thường nên không được mở. "
        "Hãy xuất lại tệp từ nguồn.",
        "%(file)s unpacks to %(unpacked_mb)s MB and was not opened",
    ),
    "archive_broken": (
        "Tệp “%(file)s” bị hỏng hoặc không phải .xlsx. Hãy mở bằng Excel và lưu lại.",
        "%(file)s is damaged or not a workbook (%(detail)s)",
    ),
    "gzip_broken": (
        "Tệp nén “%(file)s” bị hỏng hoặc tải chưa xong. Hãy nén và gửi lại.",
        "%(file)s is a damaged gzip file (%(detail)s)",
    ),
    "parquet_broken": (
        "Tệp “%(file)s” bị hỏng hoặc không phải .parquet. Hãy xuất lại từ nguồn.",
        "%(file)s is damaged or not a parquet file (%(detail)s)",
    ),
    "xml_forbidden": (
        "Tệp “%(file)s” chứa khai báo XML nguy hiểm nên không được mở.",
        "%(file)s declares a document type or entities, which is refused",
    ),
    "sheet_missing": (
        "Tệp “%(file)s” không có trang tính “%(sheet)s”. Các trang đọc được: %(sheets)s.",
        "%(file)s has no sheet %(sheet)s; readable sheets: %(sheets)s",
    ),
    "no_visible_sheet": (
        "Tệp “%(file)s” không có trang tính nào hiện. Hãy bỏ ẩn trang cần nhập.",
        "%(file)s has no visible sheet",
    ),
    "header_missing": (
        "Tệp “%(file)s” không có dòng tiêu đề. Hãy đặt tên cột ở dòng đầu tiên của bảng.",
        "%(file)s has no heading row",
    ),
    "too_many_columns": (
        "Tệp “%(file)s” có %(count)s cột, quá giới hạn %(limit)s cột. "
        "Hãy bỏ bớt các cột không dùng.",
        "%(file)s has %(count)s columns, over the limit of %(limit)s",
    ),
    "too_many_rows": (
        "Tệp “%(file)s” có hơn %(limit)s dòng. Hãy chia thành nhiều tệp nhỏ hơn.",
        "%(file)s has more than %(limit)s rows",
    ),
    "kind_unknown": (
        "Không có loại dữ liệu “%(kind)s”. Hãy dùng: %(kinds)s.",
        "no kind %(kind)s; use one of %(kinds)s",
    ),
    "column_required": (
        "Tệp “%(file)s” không có cột %(labels)s. Các cột đọc được: %(columns)s. "
        "Hãy đổi tên cột hoặc dùng tệp ánh xạ.",
        "%(file)s has no column for %(fields)s; columns read: %(columns)s",
    ),
    "mapping_broken": (
        "Tệp ánh xạ “%(file)s” sai cú pháp TOML: %(detail)s.",
        "mapping %(file)s is not valid TOML: %(detail)s",
    ),
    "mapping_field": (
        "Tệp ánh xạ “%(file)s”: không có trường “%(field)s”. Có phải ý bạn là: %(near)s?",
        "mapping %(file)s: no field %(field)s; near: %(near)s",
    ),
    "mapping_value": (
        "Tệp ánh xạ “%(file)s”: giá trị của “%(field)s” phải là %(expected_vi)s.",
        "mapping %(file)s: the value of %(field)s must be %(expected_en)s",
    ),
    "mapping_column": (
        "Tệp ánh xạ “%(file)s” nêu cột “%(column)s” nhưng bảng không có cột này. "
        "Các cột đọc được: %(columns)s.",
        "mapping %(file)s names column %(column)s, which the table does not have (%(columns)s)",
    ),
    "write_suffix": (
        "Không ghi được dạng “%(file)s”. Hãy dùng .csv, .csv.gz, .xlsx, .parquet hoặc .jsonl.",
        "cannot write %(file)s; use .csv, .csv.gz, .xlsx, .parquet or .jsonl",
    ),
    "write_failed": (
        "Không ghi được tệp “%(file)s”. Hãy kiểm tra thư mục và chỗ trống trên đĩa.",
        "cannot write %(file)s (%(detail)s)",
    ),
    "write_too_many_rows": (
        "Bảng tính .xlsx chỉ chứa được %(limit)s dòng. Hãy ghi “%(file)s” ra .csv.gz.",
        "a workbook holds %(limit)s rows at most; write %(file)s as .csv.gz",
    ),
}

ROW_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "broken_quotes": (
        "dấu ngoặc kép mở ra mà không đóng lại. Hãy sửa dấu ngoặc kép trong dòng này.",
        "a quotation mark is opened and never closed",
    ),
    "too_many_cells": (
        "có %(count)s ô trong khi bảng có %(expected)s cột. "
        "Hãy đặt nội dung có dấu phân cách trong ngoặc kép.",
        "%(count)s cells where the table has %(expected)s columns",
    ),
    "row_too_long": (
        "dòng dài quá %(limit)s ký tự. Hãy rút ngắn nội dung.",
        "the row is longer than %(limit)s characters",
    ),
    "cell_too_long": (
        "ô dài %(count)s ký tự, quá giới hạn %(limit)s. Hãy rút ngắn nội dung.",
        "the cell has %(count)s characters, over the limit of %(limit)s",
    ),
    "bad_bytes": (
        "có ký tự hỏng (sai bảng mã). Hãy gõ lại nội dung của ô.",
        "the cell holds bytes that are not valid in the file's encoding",
    ),
    "formula_without_value": (
        "ô là công thức chưa có kết quả; phần mềm không tính công thức. "
        "Hãy mở bằng Excel và lưu lại, hoặc dán giá trị.",
        "the cell is a formula without a stored result; formulas are never evaluated",
    ),
    "cell_error_value": (
        "ô báo lỗi %(value)s của bảng tính. Hãy sửa ô này.",
        "the cell holds the spreadsheet error %(value)s",
    ),
    "serial_out_of_range": (
        "số %(value)s không phải ngày hợp lệ của bảng tính. Hãy ghi ngày dạng 28/02/2026.",
        "the number %(value)s is no date of the spreadsheet",
    ),
    "json_broken": (
        "dòng không phải là một đối tượng JSON hợp lệ. Hãy kiểm tra dấu ngoặc và dấu phẩy.",
        "the line is not a valid JSON object",
    ),
    "required": (
        "thiếu %(label_vi)s. Hãy điền vào ô này.",
        "%(label_en)s is missing",
    ),
    "date_impossible": (
        "ngày “%(value)s” không có thật. Hãy ghi ngày dạng 28/02/2026.",
        "the date %(value)s does not exist",
    ),
    "date_unreadable": (
        "không hiểu ngày “%(value)s”. Hãy ghi ngày dạng 28/02/2026.",
        "the date %(value)s is not understood",
    ),
    "date_out_of_range": (
        "ngày “%(value)s” nằm ngoài khoảng hợp lý. Hãy kiểm tra năm.",
        "the date %(value)s is out of range",
    ),
    "number_unreadable": (
        "“%(value)s” không phải là số. Hãy ghi một số, ví dụ 10.",
        "%(value)s is not a number",
    ),
    "number_out_of_range": (
        "số “%(value)s” phải từ %(lowest)s đến %(highest)s.",
        "the number %(value)s must be between %(lowest)s and %(highest)s",
    ),
    "wage_zero": (
        "mức lương bằng 0. Hãy ghi mức lương tháng bằng đồng, hoặc để trống nếu thoả thuận.",
        "the wage is 0",
    ),
    "wage_too_low": (
        "mức lương %(value)s đồng/tháng thấp bất thường. "
        "Hãy ghi đủ số 0, ví dụ 8000000 hoặc “8 triệu”.",
        "the wage of %(value)s đồng a month is too low to be true",
    ),
    "wage_too_high": (
        "mức lương %(value)s đồng/tháng cao bất thường. Hãy kiểm tra số 0 và đơn vị tiền.",
        "the wage of %(value)s đồng a month is too high to be true",
    ),
    "wage_reversed": (
        "mức lương thấp nhất %(lowest)s lớn hơn mức cao nhất %(highest)s. Hãy đổi lại hai số.",
        "the lowest wage %(lowest)s exceeds the highest %(highest)s",
    ),
    "duplicate_id": (
        "mã “%(value)s” đã có ở dòng %(first_row)s. Mỗi mã chỉ được ghi một lần.",
        "the id %(value)s already stands in row %(first_row)s",
    ),
    "duplicate_row": (
        "nội dung giống hệt dòng %(first_row)s nên không nhập lần nữa.",
        "the content is the same as in row %(first_row)s",
    ),
    "duplicate_person": (
        "số định danh/CCCD trùng với dòng %(first_row)s. Mỗi người chỉ được ghi một lần.",
        "the identity number is the same as in row %(first_row)s",
    ),
    "identity_invalid": (
        "số định danh/CCCD không hợp lệ. Hãy ghi đủ 12 chữ số (hoặc 9 chữ số với CMND cũ).",
        "the identity number is not valid",
    ),
    "phone_invalid": (
        "số điện thoại không hợp lệ. Hãy ghi 10 chữ số bắt đầu bằng 0.",
        "the phone number is not valid",
    ),
    "email_invalid": (
        "địa chỉ thư điện tử không hợp lệ. Hãy ghi dạng ten@vidu.vn.",
        "the e-mail address is not valid",
    ),
    "tax_code_invalid": (
        "mã số thuế “%(value)s” không hợp lệ. Hãy ghi 10 hoặc 13 chữ số.",
        "the tax code %(value)s is not valid",
    ),
    "occupation_unknown": (
        "không có mã nghề “%(value)s”. Hãy dùng mã 1–4 chữ số của bảng nghề, hoặc để trống.",
        "no occupation has the code %(value)s",
    ),
    "level_unknown": (
        "cấp “%(value)s” không đúng. Hãy ghi tỉnh, huyện hoặc xã.",
        "the level %(value)s is not province, district or commune",
    ),
}

NOTICE_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "encoding_guessed": (
        "Bảng mã đoán là %(encoding)s (độ tin cậy %(confidence)s %%). "
        "Hãy xem vài dòng đầu có đúng chữ không.",
        "the encoding was taken to be %(encoding)s (confidence %(confidence)s %%)",
    ),
    "letters_converted": (
        "Chữ gõ bằng phông %(layer)s đã được chuyển sang Unicode.",
        "text typed with %(layer)s fonts was converted to Unicode",
    ),
    "sheet_chosen": (
        "Đã đọc trang tính “%(sheet)s”. Trang không đọc: %(others)s.",
        "read the sheet %(sheet)s; not read: %(others)s",
    ),
    "sheets_hidden": (
        "Bỏ qua trang tính ẩn: %(sheets)s.",
        "hidden sheets were ignored: %(sheets)s",
    ),
    "header_found": (
        "Dòng tiêu đề là dòng %(row)s; %(skipped)s dòng phía trên được bỏ qua.",
        "the heading is row %(row)s; %(skipped)s rows above it were skipped",
    ),
    "header_unrecognised": (
        "Không nhận ra tên cột nào; đã lấy dòng %(row)s làm tiêu đề.",
        "no column name was recognised; row %(row)s was taken as the heading",
    ),
    "quotes_repaired": (
        "Dòng %(row)s: dấu ngoặc kép bị lỗi đã được sửa lại. Hãy kiểm tra nội dung dòng này.",
        "row %(row)s: broken quotation marks were repaired",
    ),
    "quotes_repaired_more": (
        "Còn %(count)s dòng nữa có dấu ngoặc kép đã được sửa lại.",
        "%(count)s more rows had their quotation marks repaired",
    ),
    "too_many_merges": (
        "Trang tính có quá nhiều ô gộp; chỉ %(limit)s vùng gộp đầu tiên được trải ra.",
        "the sheet has too many merged cells; only the first %(limit)s were filled",
    ),
    "column_guessed": (
        "Cột “%(column)s” được hiểu là %(label_vi)s.",
        "the column %(column)s was taken as %(label_en)s",
    ),
    "column_twice": (
        "Cột “%(column)s” cũng là %(label_vi)s nhưng đã có cột “%(taken)s”; "
        "cột này được giữ riêng.",
        "the column %(column)s is %(label_en)s too, but %(taken)s was taken",
    ),
    "wage_unreadable": (
        "Không hiểu mức lương “%(value)s”; tin được nhập không có mức lương.",
        "the wage %(value)s is not understood; the row has no wage",
    ),
    "wage_currency": (
        "Không đổi được đơn vị tiền “%(value)s”; tin được nhập không có mức lương.",
        "the currency %(value)s is not known; the row has no wage",
    ),
    "place_unresolved": (
        "Không nhận ra địa danh “%(value)s”.",
        "the place %(value)s is not recognised",
    ),
    "occupation_unfound": (
        "Chưa tìm được nghề cho “%(value)s”.",
        "no occupation was found for %(value)s",
    ),
    "experience_unreadable": (
        "Không hiểu kinh nghiệm “%(value)s”.",
        "the experience %(value)s is not understood",
    ),
    "education_unreadable": (
        "Không hiểu trình độ “%(value)s”.",
        "the education %(value)s is not understood",
    ),
    "value_unreadable": (
        "Không hiểu “%(value)s”; ô này được bỏ qua.",
        "%(value)s is not understood and was left out",
    ),
    "closes_before_published": (
        "Hạn nộp hồ sơ sớm hơn ngày đăng.",
        "the closing date is before the publishing date",
    ),
    "openings_unbounded": (
        "“%(value)s” không phải là con số; số lượng được ghi là 1. Hãy sửa trong tin nếu cần.",
        "%(value)s is no number; one opening is written down. Correct it in the vacancy.",
    ),
    "number_range": (
        "“%(value)s” là một khoảng; đã lấy số %(taken)s.",
        "%(value)s is a range; %(taken)s was taken",
    ),
    "identity_birth_year": (
        "Năm sinh không khớp với số định danh/CCCD. Hãy kiểm tra hai ô này.",
        "the year of birth does not agree with the identity number",
    ),
    "leading_zero": (
        "Số bị mất số 0 ở đầu đã được bổ sung.",
        "a leading zero that the spreadsheet dropped was put back",
    ),
}
