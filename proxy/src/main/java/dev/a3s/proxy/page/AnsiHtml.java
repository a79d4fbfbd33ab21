package dev.a3s.proxy.page;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log lines as HTML: colours and weights of the SGR sequences (ECMA-48 §8.3.117) become spans, all other escape sequences and
 * control characters vanish, and everything a service wrote is escaped.
 */
final class AnsiHtml {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9;:]*)m" // SGR
            + "|\u001b\\[[0-?]*[ -/]*[@-~]" // any other control sequence
            + "|\u001b[\\]P_^X][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?" // strings: titles, links
            + "|\u001b[ -/]*[0-~]?" // two-byte escapes
            + "|[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    private static final String[] PALETTE = {"#8b949e", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff",
        "#76e3ea",
        "#e6edf3", "#6e7681", "#ffa198", "#aff5b4", "#f2cc60", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#ffffff"};

    private String colour = "";
    private String background = "";
    private boolean bold;
    private boolean faint;
    private boolean italic;
    private boolean underlined;

    private AnsiHtml() {}

    /** The lines, each ended by a newline; a colour may go on over lines, as on a terminal. */
    static String render(List<String> lines) {
        var style = new AnsiHtml();
        var out = new StringBuilder();
        lines.forEach(line -> {
            style.line(line, out);
            out.append('\n');
        });
        return out.toString();
    }

    /** The line without any sequence or control character. */
    static String strip(String line) {
        return SEQUENCE.matcher(line).replaceAll("");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'",
                        "&#39;");
    }

    private void line(String line, StringBuilder out) {
        var sequences = SEQUENCE.matcher(line);
        int from = 0;
        while (sequences.find()) {
            span(line.substring(from, sequences.start()), out);
            from = sequences.end();
            apply(sequences);
        }
        span(line.substring(from), out);
    }

    private void span(String text, StringBuilder out) {
        var css = css();
        if (text.isEmpty() || css.isEmpty()) {
            out.append(escape(text));
        } else {
            out.append("<span style=\"").append(css).append("\">").append(escape(text)).append("</span>");
        }
    }

    private String css() {
        return (colour.isEmpty() ? "" : "color:" + colour + ";")
                + (background.isEmpty() ? "" : "background:" + background + ";")
                + (bold ? "font-weight:700;" : "") + (faint ? "opacity:.7;" : "") + (italic ? "font-style:italic;" : "")
                + (underlined ? "text-decoration:underline;" : "");
    }

    private void apply(Matcher sequence) {
        if (sequence.group(1) == null) {
            return;
        }
        var codes = Pattern.compile("[;:]").splitAsStream(sequence.group(1)).mapToInt(AnsiHtml::code).toArray();
        if (codes.length == 0) {
            set(0);
        }
        for (int i = 0; i < codes.length; i++) {
            boolean extended = codes[i] == 38 || codes[i] == 48;
            if (!extended) {
                set(codes[i]);
            } else if (i + 2 < codes.length && codes[i + 1] == 5) {
                paint(codes[i], indexed(codes[i + 2]));
                i += 2;
            } else if (i + 4 < codes.length && codes[i + 1] == 2) {
                paint(codes[i], rgb(codes[i + 2], codes[i + 3], codes[i + 4]));
                i += 4;
            } else {
                return;
            }
        }
    }

    private static int code(String digits) {
        return digits.isEmpty() ? 0 : digits.length() > 3 ? -1 : Integer.parseInt(digits);
    }

    private void paint(int ground, String value) {
        if (ground == 38) {
            colour = value;
        } else {
            background = value;
        }
    }

    private void set(int code) {
        switch (code) {
            case 0 -> {
                colour = "";
                background = "";
                bold = false;
                faint = false;
                italic = false;
                underlined = false;
            }
            case 1 -> bold = true;
            case 2 -> faint = true;
            case 3 -> italic = true;
            case 4 -> underlined = true;
            case 22 -> {
                bold = false;
                faint = false;
            }
            case 23 -> italic = false;
            case 24 -> underlined = false;
            case 39 -> colour = "";
            case 49 -> background = "";
            default -> {
                if (code >= 30 && code <= 37) {
                    colour = PALETTE[code - 30];
                } else if (code >= 40 && code <= 47) {
                    background = PALETTE[code - 40];
                } else if (code >= 90 && code <= 97) {
                    colour = PALETTE[code - 82];
                } else if (code >= 100 && code <= 107) {
                    background = PALETTE[code - 92];
                }
            }
        }
    }

    /** The 256 colours: 16 named ones, a cube of 6×6×6, and 24 greys. */
    private static String indexed(int index) {
        if (index < 0 || index > 255) {
            return "";
        }
        if (index < 16) {
            return PALETTE[index];
        }
        if (index >= 232) {
            int grey = 8 + 10 * (index - 232);
            return rgb(grey, grey, grey);
        }
        int cube = index - 16;
        return rgb(step(cube / 36), step(cube / 6 % 6), step(cube % 6));
    }

    private static int step(int sixth) {
        return sixth == 0 ? 0 : 55 + 40 * sixth;
    }

    private static String rgb(int red, int green, int blue) {
        return String.format("#%02x%02x%02x", red & 0xff, green & 0xff, blue & 0xff);
    }
}
