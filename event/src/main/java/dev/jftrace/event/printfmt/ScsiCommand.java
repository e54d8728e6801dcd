package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/**
 * {@code scsi_trace_parse_cdb(p, cdb, length)}: what a command block of SCSI asks for. Numbers are big-endian.
 *
 * <pre>
 *            0    1                  2            4        6        8   9    10        12       20       28
 *  6 bytes   op   block (21 bits)         length
 *  10        op   protect, unmap     block (4)             .    length
 *  12        op   protect            block (4)             length (4)
 *  16        op   protect, unmap     block (8)                               length (4)
 *  32        op                                                service  protect   block (8) tag (4)  length (4)
 * </pre>
 */
final class ScsiCommand {
    private static final int READ_6 = 0x08;
    private static final int WRITE_6 = 0x0a;
    private static final int READ_10 = 0x28;
    private static final int WRITE_10 = 0x2a;
    private static final int VERIFY_10 = 0x2f;
    private static final int WRITE_SAME_10 = 0x41;
    private static final int UNMAP = 0x42;
    private static final int VARIABLE_LENGTH = 0x7f;
    private static final int READ_16 = 0x88;
    private static final int WRITE_16 = 0x8a;
    private static final int VERIFY_16 = 0x8f;
    private static final int WRITE_SAME_16 = 0x93;
    private static final int SERVICE_ACTION_IN = 0x9e;
    private static final int READ_12 = 0xa8;
    private static final int WRITE_12 = 0xaa;
    private static final int VERIFY_12 = 0xaf;

    private ScsiCommand() {}

    static void append(TraceEvent event, List<Arg> args, TextBuffer out) {
        Arg block = args.get(1).uncast();
        if (!block.isBytes()) {
            return;
        }
        int start = block.start(event);
        int operation = (int) event.numberAt(start, 1);
        switch (operation) {
            case READ_6, WRITE_6:
                transfer(number(event, start + 1, 3) & 0x1f_ffff, number(event, start + 4, 1), out);
                break;
            case READ_10, WRITE_10, VERIFY_10, WRITE_SAME_10:
                transfer(number(event, start + 2, 4), number(event, start + 7, 2), out);
                protection(event, start + 1, operation == WRITE_SAME_10, out);
                break;
            case READ_12, WRITE_12, VERIFY_12:
                transfer(number(event, start + 2, 4), number(event, start + 6, 4), out);
                protection(event, start + 1, false, out);
                break;
            case READ_16, WRITE_16, VERIFY_16, WRITE_SAME_16:
                transfer(number(event, start + 2, 8), number(event, start + 10, 4), out);
                protection(event, start + 1, operation == WRITE_SAME_16, out);
                break;
            case UNMAP:
                out.append("regions=").unsigned((number(event, start + 7, 2) - 8 & 0xffff_ffffL) / 16);
                break;
            case SERVICE_ACTION_IN:
                serviceAction(event, start, out);
                break;
            case VARIABLE_LENGTH:
                variableLength(event, start, out);
                break;
            default:
                out.append('-');
                break;
        }
    }

    private static long number(TraceEvent event, int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << Byte.SIZE | event.numberAt(at + i, 1);
        }
        return value;
    }

    private static void transfer(long block, long length, TextBuffer out) {
        out.append("lba=").unsigned(block).append(" txlen=").unsigned(length);
    }

    private static void protection(TraceEvent event, int at, boolean withUnmap, TextBuffer out) {
        long bits = event.numberAt(at, 1);
        out.append(" protect=").unsigned(bits >>> 5);
        if (withUnmap) {
            out.append(" unmap=").unsigned(bits >>> 3 & 1);
        }
    }

    private static void serviceAction(TraceEvent event, int start, TextBuffer out) {
        long action = event.numberAt(start + 1, 1) & 0x1f;
        if (action != 0x10 && action != 0x12) {
            out.append("UNKNOWN");
            return;
        }
        out.append(action == 0x10 ? "READ_CAPACITY_16" : "GET_LBA_STATUS");
        out.append(" lba=").unsigned(number(event, start + 2, 8));
        out.append(" alloc_len=").unsigned(number(event, start + 10, 4));
    }

    private static void variableLength(TraceEvent event, int start, TextBuffer out) {
        int action = (int) number(event, start + 8, 2);
        String name = action == 9 ? "READ" : action == 10 ? "VERIFY" : action == 11 ? "WRITE" : "WRITE_SAME";
        if (action != 13 && (action < 9 || action > 11)) {
            out.append('-');
            return;
        }
        out.append(name).append("_32 ");
        transfer(number(event, start + 12, 8), number(event, start + 28, 4), out);
        protection(event, start + 10, false, out);
        out.append(" ei_lbrt=").unsigned(number(event, start + 20, 4));
        if (action == 13) {
            out.append(" unmap=").unsigned(event.numberAt(start + 10, 1) >>> 3 & 1);
        }
    }
}
