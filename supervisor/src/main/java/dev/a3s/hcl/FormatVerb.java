package dev.a3s.hcl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * One {@code %…} of a {@code format} call.
 *
 * @param flags     {@code -} aligns left, {@code 0} fills with zeros, {@code +} writes the sign of a positive number
 * @param width     least width
 * @param precision digits behind the point, or -1
 * @param verb      s, v: anything; d: a whole number; f: a number; x: hexadecimal; q: quoted; t: true or false
 * @param end       the offset behind it
 */
record FormatVerb(String flags, int width, int precision, char verb, int end) {
    private static final Pattern PATTERN = Pattern.compile("%([-+0]*)(\\d{1,3})?(?:\\.(\\d{1,2}))?([svdfxqt])");

    static FormatVerb at(String text, int at) {
        var found = PATTERN.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            throw new WrongArgument(0, "not supported: `" + text.substring(at, Math.min(text.length(), at + 4)) + "`",
                    "write %s, %d, %f, %x, %q or %t, with a width if need be; %% stands for a percent sign");
        }
        return new FormatVerb(found.group(1), found.group(2) == null ? 0 : Integer.parseInt(found.group(2)),
                found.group(3) == null ? -1 : Integer.parseInt(found.group(3)), found.group(4).charAt(0), found.end());
    }

    String apply(Arguments args, int index) {
        var text = switch (verb) {
            case 'd' -> signed(BigDecimal.valueOf(args.integer(index)).toPlainString());
            case 'x' -> Integer.toHexString(args.integer(index));
            case 'f' -> signed(args.number(index)
                    .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                    .toPlainString());
            case 't' -> Conversions.truth(args.value(index))
                    .orElseThrow(() -> args.wrong(index, "true or false"))
                    .toString();
            case 'q' -> '"' + args.text(index).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
            default -> args.text(index);
        };
        var cut = precision >= 0 && (verb == 's' || verb == 'v') && text.length() > precision
                ? text.substring(0, precision)
                : text;
        return padded(cut);
    }

    private String signed(String number) {
        return flags.contains("+") && !number.startsWith("-") ? "+" + number : number;
    }

    private String padded(String text) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        boolean zeros = flags.contains("0") && verb != 's' && verb != 'v' && verb != 'q' && verb != 't';
        if (!zeros) {
            return " ".repeat(missing) + text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
}
