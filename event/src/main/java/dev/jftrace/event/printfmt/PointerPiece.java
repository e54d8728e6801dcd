package dev.jftrace.event.printfmt;

import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code %p} and what the kernel added to it: functions, addresses of networks and machines, UUIDs, bytes. */
class PointerPiece extends Piece {
    private static final Conversion STRING = Conversion.plain('s');

    private final String extension;
    private final Arg arg;
    private final Arg starArg;

    /** @param extension the letters after the p that belong to it */
    PointerPiece(String extension, Arg arg, Arg starArg) {
        this.extension = extension;
        this.arg = arg;
        this.starArg = starArg;
    }

    /** How many of the chars from there on belong to a {@code %p}. */
    static int extensionLength(String format, int at) {
        switch (charAt(format, at)) {
            case 'F', 'f', 'S', 's':
                return 1;
            case 'M', 'm':
                return isOneOf("RF", charAt(format, at + 1)) ? 2 : 1;
            case 'U':
                return isOneOf("LlBb", charAt(format, at + 1)) ? 2 : 1;
            case 'h':
                return isOneOf("CDN", charAt(format, at + 1)) ? 2 : 1;
            case 'I', 'i':
                return addressLength(format, at);
            default:
                return 0;
        }
    }

    private static int addressLength(String format, int at) {
        int end = at + 2;
        switch (charAt(format, at + 1)) {
            case '4':
                return isOneOf("hnlb", charAt(format, end)) ? 3 : 2;
            case '6':
                return charAt(format, end) == 'c' ? 3 : 2;
            case 'S':
                while (isOneOf("pfschnlb", charAt(format, end)) && end < at + 6) {
                    end++;
                }
                return end - at;
            default:
                return 1;
        }
    }

    private static char charAt(String format, int at) {
        return at < format.length() ? format.charAt(at) : '\0';
    }

    private static boolean isOneOf(String chars, char c) {
        return chars.indexOf(c) >= 0;
    }

    @Override
    Arg arg() {
        return arg;
    }

    @Override
    void print(TraceEvent event, boolean raw, TextBuffer out) {
        if (arg instanceof BinaryArg && ((BinaryArg) arg).isString()) {
            arg.print(event, STRING, Conversion.NO_STAR, out);
            return;
        }
        switch (extension.isEmpty() ? '\0' : extension.charAt(0)) {
            case 'F', 'f', 'S', 's':
                function(event, raw, isOneOf("FS", extension.charAt(0)), out);
                break;
            case 'M', 'm':
                AddressText.mac(event, arg.uncast(), extension, out);
                break;
            case 'I', 'i':
                AddressText.ip(event, arg.uncast(), extension, out);
                break;
            case 'U':
                AddressText.uuid(event, arg.uncast(), extension, out);
                break;
            case 'h':
                bytes(event, out);
                break;
            default:
                pointer(event, out);
                break;
        }
    }

    void pointer(TraceEvent event, TextBuffer out) {
        long value = arg.number(event);
        if (value == 0) {
            out.append("(nil)");
        } else {
            out.append("0x").hex(value);
        }
    }

    void function(TraceEvent event, boolean raw, boolean withOffset, TextBuffer out) {
        long address = arg.number(event);
        FunctionMap functions = event.catalog().functions();
        int function = functions.find(address);
        if (function >= 0) {
            functions.appendName(function, out);
            if (withOffset) {
                out.append("+0x").hex(address - functions.address(function));
            }
        }
        if (raw) {
            out.append(" (0x").hex(address).append(')');
        } else if (function < 0) {
            out.append("0x").hex(address);
        }
    }

    private void bytes(TraceEvent event, TextBuffer out) {
        if (!arg.isBytes()) {
            return;
        }
        String letter = extension.substring(1);
        String delimiter = letter.equals("C") ? ":" : letter.equals("D") ? "-" : letter.equals("N") ? "" : " ";
        long wanted = starArg == null ? 1 : (int) starArg.number(event);
        Bytes.hex(event, arg.start(event), (int) Math.min(wanted, arg.length(event)), delimiter, out);
    }
}
