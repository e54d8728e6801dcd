package dev.jftrace.agent.patch;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * One look at the instructions of a method: where its call begins and where it returns, what must be changed as it is copied, and
 * where everything then stands. One after the other is looked at.
 */
final class CodeScan {
    /** {@code sipush id} or {@code ldc_w id}, then {@code invokestatic hook}: 3 bytes each. */
    static final int HOOK = 6;

    private static final byte[] INIT = {'<', 'i', 'n', 'i', 't', '>'};

    final Positions positions = new Positions();
    private final OriginalFile original;
    private int code;
    private int length;

    /** Offsets of branches, switches and returns in the original. */
    private int[] marks = new int[32];

    private int markCount;

    /** Start and end of each range of the copy that the handler covers. */
    private int[] ranges = new int[16];

    private int rangeCount;
    private int rangeStart;

    /** Offset of the instruction before which the call begins; -1 while it is not found. */
    private int begin;

    private int awaitingInit;

    CodeScan(OriginalFile original) {
        this.original = original;
    }

    /** @param code offset of the first instruction in the class file */
    void scan(int code, int length, boolean constructor) throws UnpatchableException {
        this.code = code;
        this.length = length;
        positions.clear();
        markCount = 0;
        rangeCount = 0;
        awaitingInit = 0;
        begin = -1;
        if (!constructor) {
            begin(0);
        }
        byte[] bytes = original.bytes;
        byte[] lengths = Instructions.lengths(constructor);
        int end = code + length;
        int at = code;
        while (at < end) {
            int size = lengths[bytes[at] & 0xff];
            at += size > 0 ? size : special(at);
        }
        if (at != end || begin < 0) {
            throw new UnpatchableException(begin < 0 ? "a constructor without super()" : "half an instruction");
        }
        endRange(length + positions.shift());
    }

    private int special(int at) throws UnpatchableException {
        int opcode = original.u1(at);
        if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.GOTO
                || opcode >= Opcodes.IFNULL && opcode <= Opcodes.IFNONNULL) {
            remember(at);
            return 3;
        }
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            returns(at);
            return 1;
        }
        switch (opcode) {
            case Opcodes.NEW:
                awaitingInit++;
                return 3;
            case Opcodes.INVOKESPECIAL:
                call(at);
                return 3;
            case Opcodes.TABLESWITCH:
            case Opcodes.LOOKUPSWITCH:
                return branchTable(at);
            case Instructions.WIDE:
                return wide(original.u1(at + 1));
            case Instructions.GOTO_W:
                remember(at);
                return 5;
            default:
                throw new UnpatchableException("a subroutine, or no instruction");
        }
    }

    private static int wide(int opcode) throws UnpatchableException {
        if (opcode == Opcodes.IINC) {
            return 6;
        }
        if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
                || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
            return 4;
        }
        throw new UnpatchableException("a subroutine, or no instruction");
    }

    private void remember(int at) {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = at - code;
    }

    private void begin(int offset) {
        begin = offset;
        positions.shift(offset, HOOK);
        rangeStart = offset + positions.shift();
    }

    /** Before the object is initialised no call has begun. */
    private void returns(int at) {
        if (begin < 0) {
            return;
        }
        remember(at);
        int offset = at - code;
        endRange(offset + positions.shift());
        positions.shift(offset + 1, HOOK);
        rangeStart = offset + 1 + positions.shift();
    }

    /** Ranges without an instruction are not valid. */
    private void endRange(int end) {
        if (rangeStart >= end) {
            return;
        }
        if (rangeCount == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * rangeCount);
        }
        ranges[rangeCount++] = rangeStart;
        ranges[rangeCount++] = end;
    }

    /** The first {@code invokespecial <init>} that no NEW before it asks for is super() or this(); what is unusual is not for us. */
    private void call(int at) throws UnpatchableException {
        int method = original.constant(original.u2(at + 1));
        int nameAndType = original.constant(original.u2(method + 2));
        if (!original.isUtf8(original.u2(nameAndType), INIT)) {
            return;
        }
        if (awaitingInit > 0) {
            awaitingInit--;
            return;
        }
        int owner = original.u2(method);
        boolean found = original.isSameClass(owner, original.u2(original.header() + 4))
                || original.isSameClass(owner, original.u2(original.header() + 2));
        if (begin >= 0 || !found) {
            throw new UnpatchableException("an unusual constructor");
        }
        begin(at + 3 - code);
    }

    /**
     * <pre>
     *  0 opcode  1 to 4 padding  default u4, low u4, high u4, (high - low + 1) of u4      tableswitch
     *                            default u4, count u4, count of (key u4, offset u4)      lookupswitch
     * </pre>
     */
    private int branchTable(int at) throws UnpatchableException {
        remember(at);
        int offset = at - code;
        int operands = at + 4 - (offset & 3);
        long size;
        if (original.u1(at) == Opcodes.TABLESWITCH) {
            size = 12 + 4 * ((long) original.u4(operands + 8) - original.u4(operands + 4) + 1);
        } else {
            size = 8 + 8 * (long) original.u4(operands + 4);
        }
        if (size < 8 || size > length) {
            throw new UnpatchableException("a switch larger than its method");
        }
        int padding = (offset & 3) - (offset + positions.shift() & 3);
        if (padding != 0) {
            positions.shift(offset + 1, padding);
        }
        return operands - at + (int) size;
    }

    int begin() {
        return begin;
    }

    int marks() {
        return markCount;
    }

    int mark(int index) {
        return marks[index];
    }

    /** Twice as many as there are ranges. */
    int borders() {
        return rangeCount;
    }

    int border(int index) {
        return ranges[index];
    }

    /** Where the handler stands: behind all else. */
    int handler() {
        return length + positions.shift();
    }

    int newLength() {
        return handler() + (rangeCount == 0 ? 0 : HOOK + 1);
    }

    /** Of a place in the copy, asked for one in the original: an instruction's, or the end. */
    int place(int offset) throws UnpatchableException {
        if (offset < 0 || offset > length) {
            throw new UnpatchableException("a place outside of its method");
        }
        return positions.of(offset);
    }
}
