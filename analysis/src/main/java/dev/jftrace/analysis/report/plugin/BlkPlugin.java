package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * {@code ftrace:blktrace}: the line of the kernel's own blk tracer, {@code 8,0    Q   R 2048 + 8 [dd]}. (trace-cmd
 * prints a bare number: the pid, or the action of newer kernels.)
 *
 * <pre>
 *              16         24      28       32       36      40      44       46       48      50       64
 *  old         u64 sector bytes   action   pid      device  cpu     u16 err  u16 len  pdu
 *  7.2         u64 sector bytes   pid      u64 action       device  cpu               u16 err u16 len  pdu
 * </pre>
 */
final class BlkPlugin implements Plugin {
    private static final int SECTOR = 16;
    private static final int BYTES = 24;
    private static final int OLD_LENGTH = 48;
    private static final int NEW_LENGTH = 64;
    private static final int ALIGNMENT = 4;

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        boolean ours = format.system().equals("ftrace") && format.name().equals("blktrace");
        return ours && !context.options().isSet(PluginOptions.COMPAT) ? BlkPlugin::print : null;
    }

    private static boolean print(TraceEvent event, TextBuffer out) {
        int oldEnd = OLD_LENGTH + (int) event.numberAt(46, 2);
        int newEnd = NEW_LENGTH + (int) event.numberAt(50, 2);
        if (endsAt(event, oldEnd)) {
            line(event, 28, 36, 44, OLD_LENGTH, out);
        } else if (endsAt(event, newEnd)) {
            line(event, 32, 40, 48, NEW_LENGTH, out);
        } else {
            return false;
        }
        return true;
    }

    private static boolean endsAt(TraceEvent event, int end) {
        return event.length() >= end && event.length() < end + ALIGNMENT;
    }

    private static void line(TraceEvent event, int actionAt, int deviceAt, int errorAt, int pduAt, TextBuffer out) {
        BlkAction action = new BlkAction((int) event.numberAt(actionAt, 4));
        long device = event.numberAt(deviceAt, 4);
        int from = out.length();
        out.unsigned(device >>> 20).alignRight(from, 3, ' ').append(',');
        from = out.length();
        out.unsigned(device & 0xfffff).alignLeft(from, 3).append(' ');
        from = out.length();
        out.append(action.letter()).alignRight(from, 2, ' ').append(' ');
        from = out.length();
        action.appendFlags(event.numberAt(BYTES, 4), out);
        out.alignRight(from, 3, ' ').append(' ');
        int pdu = pduAt + (action.hasCgroup() ? Long.BYTES : 0);
        int pduLength = (int) event.numberAt(errorAt + 2, 2) - (pdu - pduAt);
        what(event, action, (short) event.numberAt(errorAt, 2), pdu, Math.max(0, pduLength), out);
    }

    private static void what(TraceEvent event, BlkAction action, int error, int pdu, int pduLength, TextBuffer out) {
        switch (action.letter()) {
            case "m":
                int start = Math.min(pdu, event.length());
                out.append(event.bytes(), event.offset() + start, event.lengthToNul(start, pduLength));
                break;
            case "P":
                comm(event, out);
                break;
            case "U", "UT":
                comm(event, out);
                out.append(' ').unsigned(bigEndian(event, pdu, Long.BYTES));
                break;
            case "X":
                out.unsigned(event.numberAt(SECTOR, 8)).append(" / ").unsigned(bigEndian(event, pdu, Long.BYTES));
                comm(event, out.append(' '));
                break;
            case "A":
                long from = bigEndian(event, pdu, Integer.BYTES);
                range(event, out);
                out.append(" <- (")
                        .unsigned(from >>> 20)
                        .append(',')
                        .unsigned(from & 0xfffff)
                        .append(") ");
                out.unsigned(bigEndian(event, pdu + 8, Long.BYTES));
                break;
            case "C", "R":
                completed(event, action, error, pdu, pduLength, out);
                break;
            default:
                asked(event, action, pdu, pduLength, out);
                break;
        }
    }

    private static void asked(TraceEvent event, BlkAction action, int pdu, int pduLength, TextBuffer out) {
        if (action.isPacketCommand()) {
            out.unsigned(event.numberAt(BYTES, 4)).append(' ');
            dump(event, pdu, pduLength, out);
        } else if (sectors(event) > 0) {
            range(event, out);
            out.append(' ');
        }
        comm(event, out);
    }

    private static void completed(
            TraceEvent event, BlkAction action, int error, int pdu, int pduLength, TextBuffer out) {
        if (action.isPacketCommand()) {
            dump(event, pdu, pduLength, out);
        } else if (sectors(event) > 0) {
            range(event, out);
            out.append(' ');
        } else {
            out.unsigned(event.numberAt(SECTOR, 8)).append(' ');
        }
        out.append('[').decimal(error).append(']');
    }

    private static long sectors(TraceEvent event) {
        return event.numberAt(BYTES, 4) >>> 9;
    }

    private static void range(TraceEvent event, TextBuffer out) {
        out.unsigned(event.numberAt(SECTOR, 8)).append(" + ").unsigned(sectors(event));
    }

    private static void comm(TraceEvent event, TextBuffer out) {
        out.append('[').append(event.comm()).append(']');
    }

    private static void dump(TraceEvent event, int start, int length, TextBuffer out) {
        out.append('(');
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : " ").hexByte((int) event.numberAt(start + i, 1));
        }
        out.append(") ");
    }

    private static long bigEndian(TraceEvent event, int start, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | event.numberAt(start + i, 1);
        }
        return value;
    }
}
