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
 * Where values are recorded, {@code mark()} stands before the hook and a {@code put} behind it for each. Where more must
 * be asked ({@link HookPlan#isGated}), it is {@code token = in(word, condition)} and {@code out(token)}.
 *
 * <p>The frame of the handler claims no locals, which fits whatever the body did to them: so no stack maps are computed
 * anew, and no class is loaded to merge types. The handler comes last in the table, behind every catch of the method's
 * own.
 */
class MethodHooks extends MethodVisitor {
    private static final String GATED = "dev/jftrace/agent/hook/GatedHook";
    private static final String VALUES = "dev/jftrace/agent/hook/ValueHook";

    /** A hook's argument, a copy of a long result, and the index of what is recorded. */
    private static final int MORE_STACK = 5;

    private final HookPlan plan;
    private final String hooks;
    private final MethodFrame frame;
    private final List<Label> caught = new ArrayList<>();
    private boolean begun;

    /** @param hooks internal name of the class with in, out and outThrow, for a method that is not gated */
    MethodHooks(MethodVisitor code, HookPlan plan, String hooks, MethodFrame frame) {
        super(Opcodes.ASM9, code);
        this.plan = plan;
        this.hooks = hooks;
        this.frame = frame;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        begin();
    }

    final void begin() {
        if (!plan.arguments().isEmpty()) {
            mark();
        }
        if (plan.isGated()) {
            gatedIn();
        } else {
            hook("in");
        }
        border(); // a put that runs out of stack is an exit of this call
        for (HookPlan.Value argument : plan.arguments()) {
            super.visitVarInsn(argument.type().getOpcode(Opcodes.ILOAD), argument.slot());
            put(argument);
        }
        begun = true;
    }

    /** Where a call begins behind the method's first instruction: frames before it have a token, too. */
    final void clearToken() {
        if (plan.isGated()) {
            super.visitInsn(Opcodes.ICONST_0);
            super.visitVarInsn(Opcodes.ISTORE, frame.token());
        }
    }

    private void gatedIn() {
        push(plan.word());
        if (plan.condition() == null) {
            super.visitInsn(Opcodes.ICONST_1);
        } else {
            plan.condition().write(mv);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, GATED, "in", "(IZ)I", false);
        super.visitVarInsn(Opcodes.ISTORE, frame.token());
    }

    final boolean hasBegun() {
        return begun;
    }

    final boolean recordsArgument(int slot) {
        for (HookPlan.Value argument : plan.arguments()) {
            if (argument.slot() == slot) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void visitInsn(int opcode) {
        boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (!begun || !returns) {
            super.visitInsn(opcode);
            return;
        }
        border();
        if (plan.result() == null) {
            hook("out");
        } else {
            super.visitInsn(plan.result().type().getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
            mark();
            hook("out");
            put(plan.result());
        }
        super.visitInsn(opcode);
        border();
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        if (!plan.isGated()) {
            super.visitFrame(type, localCount, locals, stackCount, stack);
            return;
        }
        Object[] all = frame.withToken(localCount, locals);
        super.visitFrame(type, all.length, all, stackCount, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (begun) {
            Label handler = border();
            if (coverBody(handler)) {
                frame.visitHandler(mv, plan.isGated());
                hook("outThrow");
                super.visitInsn(Opcodes.ATHROW);
            }
        }
        // A hook pushes its argument upon what is there; the handler, upon the exception.
        int stack = Math.max(maxStack + (plan.result() == null ? 1 : MORE_STACK), 2);
        if (plan.isGated() || !plan.arguments().isEmpty()) {
            stack = Math.max(
                    stack,
                    MORE_STACK
                            + (plan.condition() == null ? 0 : plan.condition().stack()));
        }
        super.visitMaxs(stack, plan.isGated() ? Math.max(maxLocals, frame.token() + 1) : maxLocals);
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
        if (plan.isGated()) {
            super.visitVarInsn(Opcodes.ILOAD, frame.token());
        } else {
            push(plan.method().id());
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, plan.isGated() ? GATED : hooks, name, "(I)V", false);
    }

    private void mark() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, VALUES, "mark", "()V", false);
    }

    /** Takes the value off the stack. */
    private void put(HookPlan.Value value) {
        push(value.index());
        Type type = value.type();
        String descriptor;
        switch (type.getSort()) {
            case Type.OBJECT:
            case Type.ARRAY:
                descriptor = "(Ljava/lang/Object;I)V";
                break;
            case Type.LONG:
            case Type.FLOAT:
            case Type.DOUBLE:
                descriptor = "(" + type.getDescriptor() + "I)V";
                break;
            default:
                push(type.getDescriptor().charAt(0));
                descriptor = "(IIC)V";
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, VALUES, value.isText() ? "putText" : "put", descriptor, false);
    }

    private void push(int number) {
        if (number >= Short.MIN_VALUE && number <= Short.MAX_VALUE) {
            super.visitIntInsn(Opcodes.SIPUSH, number);
        } else {
            super.visitLdcInsn(number);
        }
    }
}
