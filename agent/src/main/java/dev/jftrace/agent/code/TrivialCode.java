package dev.jftrace.agent.code;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
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
final class TrivialCode extends MethodVisitor {
    /** Code longer than this is not trivial, and need not be read: two loads and a put, each with an index, a return. */
    static final int MOST_BYTES = 12;

    private static final int MOST_LOADS = 3;

    private int fields;
    private int loads;
    private int constants;
    private boolean other;

    TrivialCode() {
        super(Opcodes.ASM9);
    }

    boolean isTrivial() {
        return !other && (fields == 1 && loads <= MOST_LOADS || fields == 0 && loads == 0 && constants == 1);
    }

    @Override
    public void visitInsn(int opcode) {
        boolean constant = opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1;
        boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        constants += constant ? 1 : 0;
        other |= !constant && !returns && opcode != Opcodes.NOP;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        constants++;
        other |= opcode == Opcodes.NEWARRAY;
    }

    @Override
    public void visitLdcInsn(Object value) {
        constants++;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        loads++;
        other |= opcode > Opcodes.ALOAD;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        fields++;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        other |= opcode != Opcodes.CHECKCAST;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        other = true;
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, org.objectweb.asm.Handle bootstrap, Object... arguments) {
        other = true;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        other = true;
    }

    @Override
    public void visitIincInsn(int slot, int by) {
        other = true;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        other = true;
    }
}
