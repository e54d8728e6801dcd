package dev.jftrace.agent.code;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Tells methods that do so little that a hook would measure itself: what gets or sets one field, or returns a constant.
 *
 * <pre>
 *   getter     [load this] getfield|getstatic, return
 *   setter     [load this] load|push, putfield|putstatic, [load this], return
 *   constant   push, return
 * </pre>
 *
 * Whether a method is a bridge is told by its access flags, not here. A constructor is never trivial.
 */
final class TrivialCode {
    /** Code longer than this is not trivial, and need not be read: two loads and a put, each with an index, a return. */
    private static final int MOST_BYTES = 12;

    private static final int MOST_LOADS = 3;
    private static final int LDC2_W = 20;
    private static final int WIDE = 196;

    private int fields;
    private int loads;
    private int constants;

    private TrivialCode() {}

    /** @param at of the first instruction */
    static boolean is(ClassReader reader, int at, int length) {
        return length <= MOST_BYTES && new TrivialCode().isTrivial(reader, at, at + length);
    }

    private boolean isTrivial(ClassReader reader, int start, int end) {
        for (int at = start; at < end; ) {
            int length = count(reader, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return fields == 1 && loads <= MOST_LOADS || fields == 0 && loads == 0 && constants == 1;
    }

    /** @return the length of the instruction; 0 for one that does more */
    private int count(ClassReader reader, int at) {
        int opcode = reader.readByte(at);
        if (opcode == Opcodes.NOP || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            return 1;
        }
        if (opcode <= LDC2_W) {
            constants++;
            return opcode <= Opcodes.DCONST_1 ? 1 : opcode == Opcodes.BIPUSH || opcode == Opcodes.LDC ? 2 : 3;
        }
        if (opcode < Opcodes.IALOAD) {
            loads++;
            return opcode <= Opcodes.ALOAD ? 2 : 1;
        }
        if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.PUTFIELD) {
            fields++;
            return 3;
        }
        if (opcode == WIDE && isLoad(reader.readByte(at + 1))) {
            loads++;
            return 4;
        }
        return opcode == Opcodes.CHECKCAST ? 3 : 0;
    }

    private static boolean isLoad(int opcode) {
        return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD;
    }
}
