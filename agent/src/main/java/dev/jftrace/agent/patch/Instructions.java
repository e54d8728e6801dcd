package dev.jftrace.agent.patch;

import org.objectweb.asm.Opcodes;

/** How long instructions are; 0 for those that a hook or a shift concerns, and for those that no method of today has. */
final class Instructions {
    static final int LDC_W = 19;
    static final int WIDE = 196;
    static final int GOTO_W = 200;

    private static final byte[] LENGTHS = lengths();
    private static final byte[] IN_CONSTRUCTORS = inConstructors();

    private Instructions() {}

    static byte[] lengths(boolean constructor) {
        return constructor ? IN_CONSTRUCTORS : LENGTHS;
    }

    private static byte[] lengths() {
        byte[] lengths = new byte[256];
        fill(lengths, Opcodes.NOP, Opcodes.DCONST_1, 1);
        fill(lengths, Opcodes.BIPUSH, Opcodes.BIPUSH, 2);
        fill(lengths, Opcodes.SIPUSH, Opcodes.SIPUSH, 3);
        fill(lengths, Opcodes.LDC, Opcodes.LDC, 2);
        fill(lengths, LDC_W, LDC_W + 1, 3);
        fill(lengths, Opcodes.ILOAD, Opcodes.ALOAD, 2);
        fill(lengths, Opcodes.ALOAD + 1, Opcodes.SALOAD, 1);
        fill(lengths, Opcodes.ISTORE, Opcodes.ASTORE, 2);
        fill(lengths, Opcodes.ASTORE + 1, Opcodes.LXOR, 1);
        fill(lengths, Opcodes.IINC, Opcodes.IINC, 3);
        fill(lengths, Opcodes.I2L, Opcodes.DCMPG, 1);
        fill(lengths, Opcodes.GETSTATIC, Opcodes.INVOKESTATIC, 3);
        fill(lengths, Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC, 5);
        fill(lengths, Opcodes.NEW, Opcodes.NEW, 3);
        fill(lengths, Opcodes.NEWARRAY, Opcodes.NEWARRAY, 2);
        fill(lengths, Opcodes.ANEWARRAY, Opcodes.ANEWARRAY, 3);
        fill(lengths, Opcodes.ARRAYLENGTH, Opcodes.ATHROW, 1);
        fill(lengths, Opcodes.CHECKCAST, Opcodes.INSTANCEOF, 3);
        fill(lengths, Opcodes.MONITORENTER, Opcodes.MONITOREXIT, 1);
        fill(lengths, Opcodes.MULTIANEWARRAY, Opcodes.MULTIANEWARRAY, 4);
        return lengths;
    }

    private static byte[] inConstructors() {
        byte[] lengths = LENGTHS.clone();
        lengths[Opcodes.NEW] = 0;
        lengths[Opcodes.INVOKESPECIAL] = 0;
        return lengths;
    }

    private static void fill(byte[] lengths, int first, int last, int length) {
        for (int opcode = first; opcode <= last; opcode++) {
            lengths[opcode] = (byte) length;
        }
    }
}
