package dev.jftrace.agent.code;

import java.util.Arrays;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Hooks a constructor right behind its call of super() or this(): before it, the object may not be left by any handler,
 * so an exit could go missing. What a constructor does to compute the arguments of that call is therefore its caller's.
 *
 * <p>The call is the first {@code invokespecial <init>} that no NEW before it asks for. That is so for what compilers
 * make; where the code shows another shape, {@link #unusual} says which, and the constructor must be left as it was.
 */
final class ConstructorHooks extends MethodHooks {
    private final String owner;
    private final String superName;
    private int awaitingInit;
    private boolean thisIsRaw = true;
    private String unusual;

    ConstructorHooks(
            MethodVisitor code, HookPlan plan, String hooks, MethodFrame frame, String owner, String superName) {
        super(code, plan, hooks, frame);
        this.owner = owner;
        this.superName = superName;
    }

    /** Why these hooks must not be used, or null. Complete after the last instruction. */
    String unusual() {
        return unusual != null || hasBegun() ? unusual : "constructor without a call of super() or this()";
    }

    @Override
    public void visitCode() {
        mv.visitCode();
        clearToken();
    }

    /** A parameter may hold something else by the time that super() returned, even of another type. */
    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, slot);
        if (!hasBegun() && opcode >= Opcodes.ISTORE && recordsArgument(slot)) {
            unusual = "constructor that changes a recorded parameter before super()";
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.NEW) {
            awaitingInit++;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        mv.visitMethodInsn(opcode, type, name, descriptor, isInterface);
        if (opcode != Opcodes.INVOKESPECIAL || !name.equals("<init>")) {
            return;
        }
        if (awaitingInit > 0) {
            awaitingInit--;
        } else if (hasBegun()) {
            unusual = "constructor with several calls of super() or this()";
        } else if (!type.equals(owner) && !type.equals(superName)) {
            unusual = "constructor whose call of super() was not found";
        } else {
            begin();
        }
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        super.visitFrame(type, localCount, locals, stackCount, stack);
        if (type == Opcodes.F_FULL || type == Opcodes.F_NEW) {
            thisIsRaw = Arrays.asList(locals).subList(0, localCount).contains(Opcodes.UNINITIALIZED_THIS)
                    || Arrays.asList(stack).subList(0, stackCount).contains(Opcodes.UNINITIALIZED_THIS);
        }
        // Every other type repeats the locals of the frame before it, the first of them.
        if (hasBegun() && thisIsRaw) {
            unusual = "constructor with code behind super() that runs before it";
        }
    }
}
