package dev.jftrace.agent.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts the hooks into one method:
 *
 * <pre>
 *     in(id)
 *     ... body ...            \ caught
 *     out(id)                   not caught: a failing out must not be followed by an outThrow
 *     return
 *     ... more body ...       \ caught
 *   caught:                     no locals, the exception on the stack
 *     outThrow(id)
 *     athrow
 * </pre>
 *
 * The frame of the handler claims no locals, which fits whatever the body did to them: so no stack maps are computed
 * anew, and no class is loaded to merge types. The handler comes last in the table, behind every catch of the method's
 * own.
 */
class MethodHooks extends MethodVisitor {
    private static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");

    private final int id;
    private final String hooks;
    private final boolean frames;
    private final List<Label> caught = new ArrayList<>();
    private boolean begun;

    /** @param hooks internal name of the class with in, out and outThrow */
    MethodHooks(MethodVisitor code, int id, String hooks, int classVersion) {
        super(Opcodes.ASM9, code);
        this.id = id;
        this.hooks = hooks;
        this.frames = (classVersion & 0xffff) >= Opcodes.V1_6;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        begin();
    }

    final void begin() {
        hook("in");
        border();
        begun = true;
    }

    final boolean hasBegun() {
        return begun;
    }

    @Override
    public void visitInsn(int opcode) {
        boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (!begun || !returns) {
            super.visitInsn(opcode);
            return;
        }
        border();
        hook("out");
        super.visitInsn(opcode);
        border();
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (begun) {
            Label handler = border();
            if (coverBody(handler)) {
                if (frames) {
                    super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {THROWABLE.getInternalName()});
                }
                hook("outThrow");
                super.visitInsn(Opcodes.ATHROW);
            }
        }
        // A hook pushes its id upon what is there; the handler, upon the exception.
        super.visitMaxs(Math.max(maxStack + 1, 2), maxLocals);
    }

    /** Ranges without an instruction are not valid; a method that only returns has no other, and needs no handler. */
    private boolean coverBody(Label handler) {
        boolean covered = false;
        for (int i = 0; i < caught.size(); i += 2) {
            Label start = caught.get(i);
            Label end = caught.get(i + 1);
            if (start.getOffset() < end.getOffset()) {
                super.visitTryCatchBlock(start, end, handler, null);
                covered = true;
            }
        }
        return covered;
    }

    /** Begins or ends a caught range. */
    private Label border() {
        Label here = new Label();
        super.visitLabel(here);
        caught.add(here);
        return here;
    }

    private void hook(String name) {
        if (id <= Short.MAX_VALUE) {
            super.visitIntInsn(Opcodes.SIPUSH, id);
        } else {
            super.visitLdcInsn(id);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, hooks, name, "(I)V", false);
    }
}
