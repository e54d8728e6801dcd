package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.ByteOrder;

/**
 * What stands after {@code %pM}, {@code %pI} and {@code %pU} in the kernel's printk: addresses and UUIDs from
 * bytes.
 */
final class AddressText {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int[] GUID = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private AddressText() {}

    private static int at(TraceEvent event, int place) {
        return (int) event.numberAt(place, 1);
    }

    private static boolean hasBytes(TraceEvent event, Arg arg, int size, String invalid, TextBuffer out) {
        if (arg.isBytes() && arg.length(event) == size) {
            return true;
        }
        out.append(invalid);
        return false;
    }

    static void mac(TraceEvent event, Arg arg, String extension, TextBuffer out) {
        if (!hasBytes(event, arg, 6, "INVALIDMAC", out)) {
            return;
        }
        boolean reverse = extension.endsWith("R");
        String delimiter = extension.startsWith("m") ? "" : extension.endsWith("F") ? "-" : ":";
        int start = arg.start(event);
        for (int i = 0; i < 6; i++) {
            out.append(i == 0 ? "" : delimiter).hexByte(at(event, start + (reverse ? 5 - i : i)));
        }
    }

    static void uuid(TraceEvent event, Arg arg, String extension, TextBuffer out) {
        if (!hasBytes(event, arg, 16, "INVALIDUUID", out)) {
            return;
        }
        boolean guid = extension.endsWith("l") || extension.endsWith("L");
        boolean upper = extension.endsWith("L") || extension.endsWith("B");
        int start = arg.start(event);
        for (int i = 0; i < 16; i++) {
            int value = at(event, start + (guid ? GUID[i] : i));
            if (upper) {
                out.upperHex(value >> 4).upperHex(value & 0xf);
            } else {
                out.hexByte(value);
            }
            if (i == 3 || i == 5 || i == 7 || i == 9) {
                out.append('-');
            }
        }
    }

    static void ip(TraceEvent event, Arg arg, String extension, TextBuffer out) {
        boolean leadingZeros = extension.startsWith("i");
        switch (extension.length() > 1 ? extension.charAt(1) : '\0') {
            case '4':
                if (hasBytes(event, arg, 4, "INVALIDIPv4", out)) {
                    ip4(event, arg.start(event), leadingZeros, isReverse(event, extension), out);
                }
                break;
            case '6':
                if (hasBytes(event, arg, 16, "INVALIDIPv6", out)) {
                    ip6(event, arg.start(event), leadingZeros, extension.endsWith("c"), out);
                }
                break;
            case 'S':
                socketAddress(event, arg, extension, out);
                break;
            default:
                break;
        }
    }

    private static boolean isReverse(TraceEvent event, String extension) {
        boolean little = event.catalog().byteOrder() == ByteOrder.LITTLE_ENDIAN;
        return extension.endsWith("l") || extension.endsWith("h") && little;
    }

    private static void ip4(TraceEvent event, int start, boolean leadingZeros, boolean reverse, TextBuffer out) {
        for (int i = 0; i < 4; i++) {
            int value = at(event, start + (reverse ? 3 - i : i));
            out.append(i == 0 ? "" : ".").unsigned(value, leadingZeros ? 3 : 1);
        }
    }

    /**
     * A struct sockaddr: u16 family in the machine's order, u16 port in the network's, then for AF_INET the address
     * at 4, for AF_INET6 at 8.
     */
    private static void socketAddress(TraceEvent event, Arg arg, String extension, TextBuffer out) {
        if (!arg.isBytes()) {
            return;
        }
        int start = arg.start(event);
        int length = arg.length(event);
        int family = (int) event.numberAt(start, Short.BYTES);
        int port = at(event, start + 2) << 8 | at(event, start + 3);
        boolean withPort = extension.startsWith("Sp", 1);
        if (family == AF_INET && length >= 16) {
            ip4(event, start + 4, extension.startsWith("i"), false, out);
            out.append(withPort ? ":" : "");
        } else if (family == AF_INET6 && length >= 28) {
            out.append(withPort ? "[" : "");
            ip6(event, start + 8, extension.startsWith("i"), extension.indexOf('c') > 0, out);
            out.append(withPort ? "]:" : "");
        } else {
            out.append(family == AF_INET ? "INVALIDIPv4" : family == AF_INET6 ? "INVALIDIPv6" : "");
            return;
        }
        if (withPort) {
            out.decimal(port);
        }
    }

    private static void ip6(TraceEvent event, int start, boolean plain, boolean compressed, TextBuffer out) {
        if (compressed) {
            compressedIp6(event, start, out);
            return;
        }
        for (int i = 0; i < 16; i++) {
            out.append(i > 0 && i % 2 == 0 && !plain ? ":" : "").hexByte(at(event, start + i));
        }
    }

    private static int group(TraceEvent event, int start, int index) {
        return at(event, start + 2 * index) << 8 | at(event, start + 2 * index + 1);
    }

    private static void compressedIp6(TraceEvent event, int start, TextBuffer out) {
        boolean embedsIp4 = embedsIp4(event, start);
        int groups = embedsIp4 ? 6 : 8;
        int longest = 1;
        int longestAt = -1;
        for (int i = 0; i < groups; i++) {
            int run = zeroRun(event, start, i, groups);
            if (run > longest) {
                longest = run;
                longestAt = i;
            }
        }
        boolean colon = false;
        for (int i = 0; i < groups; i++) {
            if (i == longestAt) {
                out.append(colon || i == 0 ? "::" : ":");
                colon = false;
                i += longest - 1;
            } else {
                out.append(colon ? ":" : "").hex(group(event, start, i));
                colon = true;
            }
        }
        if (embedsIp4) {
            out.append(colon ? ":" : "");
            ip4(event, start + 12, false, false, out);
        }
    }

    /** A mapped address ({@code ::ffff:a.b.c.d}), or one that an ISATAP interface made of it. */
    private static boolean embedsIp4(TraceEvent event, int start) {
        boolean mapped = zeroRun(event, start, 0, 8) >= 5 && group(event, start, 5) == 0xffff;
        boolean isatap = (group(event, start, 4) | 0x0200) == 0x0200 && group(event, start, 5) == 0x5efe;
        return mapped || isatap;
    }

    private static int zeroRun(TraceEvent event, int start, int from, int groups) {
        int at = from;
        while (at < groups && group(event, start, at) == 0) {
            at++;
        }
        return at - from;
    }
}
