package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.Comparison;
import dev.jftrace.agent.hook.FieldReader;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A {@link Condition} as code that leaves 0 or 1 on the stack. It has no branch: a branch would need a stack map at its
 * target. So both sides of {@code &&} are computed, which costs little and may not throw anyway.
 */
final class ConditionCode {
    /** What it needs of the stack at most: two longs, an operator, and a result for each level of parentheses. */
    private static final int COMPARISON_STACK = 6;

    private static final String COMPARISON = "dev/jftrace/agent/hook/Comparison";
    private static final String FIELDS = "dev/jftrace/agent/hook/FieldReader";

    private final List<Step> steps;
    private final int stack;

    private ConditionCode(List<Step> steps, int stack) {
        this.steps = steps;
        this.stack = stack;
    }

    /** One instruction, or a few. */
    private interface Step {
        void write(MethodVisitor code);
    }

    /**
     * @throws FilterSyntaxException where the method has no such parameter, its class no such field, or their types do
     *     not compare
     */
    static ConditionCode of(Condition condition, List<Parameter> parameters, FieldTypes fields)
            throws FilterSyntaxException {
        Compiler compiler = new Compiler(parameters, fields);
        int depth = compiler.condition(condition);
        return new ConditionCode(compiler.steps, depth + COMPARISON_STACK);
    }

    int stack() {
        return stack;
    }

    void write(MethodVisitor code) {
        for (Step step : steps) {
            step.write(code);
        }
    }

    /** What an operand is once it is on the stack. */
    private enum Sort {
        INTEGER,
        REAL,
        REFERENCE
    }

    private static final class Compiler {
        private final List<Parameter> parameters;
        private final FieldTypes fields;
        private final List<Step> steps = new ArrayList<>();

        Compiler(List<Parameter> parameters, FieldTypes fields) {
            this.parameters = parameters;
            this.fields = fields;
        }

        private void insn(int opcode) {
            steps.add(new Step() {
                @Override
                public void write(MethodVisitor code) {
                    code.visitInsn(opcode);
                }
            });
        }

        private void push(Object constant) {
            steps.add(new Step() {
                @Override
                public void write(MethodVisitor code) {
                    code.visitLdcInsn(constant);
                }
            });
        }

        private void load(int opcode, int slot) {
            steps.add(new Step() {
                @Override
                public void write(MethodVisitor code) {
                    code.visitVarInsn(opcode, slot);
                }
            });
        }

        private void call(String owner, String name, String descriptor) {
            steps.add(new Step() {
                @Override
                public void write(MethodVisitor code) {
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
                }
            });
        }

        /** @return how many results stand on the stack at most */
        int condition(Condition condition) throws FilterSyntaxException {
            switch (condition.kind()) {
                case OR:
                case AND:
                    int left = condition(condition.part(0));
                    int right = condition(condition.part(1));
                    insn(condition.kind() == Condition.Kind.OR ? Opcodes.IOR : Opcodes.IAND);
                    return Math.max(left, right + 1);
                case NOT:
                    int inner = condition(condition.part(0));
                    insn(Opcodes.ICONST_1);
                    insn(Opcodes.IXOR);
                    return inner + 1;
                default:
                    compare(condition.part(0), condition.part(1), condition.operator());
                    return 1;
            }
        }

        private void compare(Condition left, Condition right, int operator) throws FilterSyntaxException {
            if (isReference(left) && isReference(right)) {
                compareReferences(left, right, operator);
                return;
            }
            boolean real = isReal(left) || isReal(right);
            number(left, real);
            number(right, real);
            push(operator);
            call(COMPARISON, real ? "reals" : "numbers", real ? "(DDI)Z" : "(JJI)Z");
        }

        private void compareReferences(Condition left, Condition right, int operator) throws FilterSyntaxException {
            boolean ordered = operator != Comparison.EQUAL && operator != Comparison.NOT_EQUAL;
            boolean textFirst = left.kind() == Condition.Kind.TEXT;
            boolean text = textFirst || right.kind() == Condition.Kind.TEXT;
            if (ordered || left.kind() == right.kind() && text) {
                throw mistake(left, "expected numbers on both sides, or == or !=");
            }
            reference(textFirst ? right : left);
            if (text) {
                push(textFirst ? left.text() : right.text());
            } else {
                reference(right);
            }
            push(operator);
            call(
                    COMPARISON,
                    text ? "texts" : "references",
                    text ? "(Ljava/lang/Object;Ljava/lang/String;I)Z" : "(Ljava/lang/Object;Ljava/lang/Object;I)Z");
        }

        private boolean isReference(Condition operand) throws FilterSyntaxException {
            switch (operand.kind()) {
                case TEXT:
                case NULL:
                    return true;
                case PATH:
                    return path(operand, null).sort == Sort.REFERENCE;
                default:
                    return false;
            }
        }

        private boolean isReal(Condition operand) throws FilterSyntaxException {
            return operand.kind() == Condition.Kind.REAL
                    || operand.kind() == Condition.Kind.PATH
                            && path(operand, null).isReal();
        }

        private void reference(Condition operand) throws FilterSyntaxException {
            if (operand.kind() == Condition.Kind.NULL) {
                insn(Opcodes.ACONST_NULL);
            } else {
                path(operand, steps);
            }
        }

        private void number(Condition operand, boolean real) throws FilterSyntaxException {
            switch (operand.kind()) {
                case INTEGER:
                    push(real ? (Object) Double.valueOf(Long.parseLong(operand.text())) : Long.valueOf(operand.text()));
                    return;
                case REAL:
                    push(Double.valueOf(operand.text()));
                    return;
                case PATH:
                    Sort sort = path(operand, steps).sort;
                    if (sort == Sort.REFERENCE) {
                        call(COMPARISON, real ? "unboxedReal" : "unboxed", "(Ljava/lang/Object;)" + (real ? "D" : "J"));
                    } else if (real && sort == Sort.INTEGER) {
                        call(COMPARISON, "real", "(J)D");
                    }
                    return;
                default:
                    throw mistake(operand, "expected a number, as on the other side");
            }
        }

        private static FilterSyntaxException mistake(Condition operand, String what) {
            return new FilterSyntaxException(String.valueOf(operand.text()), 0, what);
        }

        private Operand path(Condition path, List<Step> to) throws FilterSyntaxException {
            List<Step> kept = new ArrayList<>(steps);
            String[] words = path.text().split("\\.");
            Operand operand = parameter(words[0], path.text());
            for (int i = 1; i < words.length; i++) {
                operand = field(operand, words[i], path.text());
            }
            if (to == null) {
                steps.clear();
                steps.addAll(kept);
            }
            return operand;
        }

        private Operand parameter(String word, String path) throws FilterSyntaxException {
            StringBuilder names = new StringBuilder();
            for (Parameter parameter : parameters) {
                if (word.equals(parameter.name()) || word.equals("arg" + parameter.number())) {
                    load(parameter.type().getOpcode(Opcodes.ILOAD), parameter.slot());
                    return loaded(parameter.type());
                }
                names.append(names.length() == 0 ? "" : ", ").append(parameter.name());
            }
            throw new FilterSyntaxException(
                    path, 0, "expected one of its parameters: " + (names.length() == 0 ? "it has none" : names));
        }

        /** Widens what was loaded, so that there are longs, doubles and references only. */
        private Operand loaded(Type type) {
            switch (type.getSort()) {
                case Type.FLOAT:
                    insn(Opcodes.F2D);
                    return new Operand(Sort.REAL, type);
                case Type.DOUBLE:
                    return new Operand(Sort.REAL, type);
                case Type.LONG:
                    return new Operand(Sort.INTEGER, type);
                case Type.OBJECT:
                case Type.ARRAY:
                    return new Operand(Sort.REFERENCE, type);
                default:
                    insn(Opcodes.I2L);
                    return new Operand(Sort.INTEGER, type);
            }
        }

        private Operand field(Operand of, String name, String path) throws FilterSyntaxException {
            if (of.sort != Sort.REFERENCE) {
                throw new FilterSyntaxException(path, path.indexOf(name), "expected an object before '." + name + "'");
            }
            boolean measured =
                    of.type.getSort() == Type.ARRAY || of.type.getInternalName().equals("java/lang/String");
            if (name.equals("length") && measured) {
                call(COMPARISON, "length", "(Ljava/lang/Object;)J");
                return new Operand(Sort.INTEGER, Type.LONG_TYPE);
            }
            FieldTypes.Field field =
                    of.type.getSort() == Type.ARRAY ? null : fields.find(of.type.getInternalName(), name);
            if (field == null) {
                throw new FilterSyntaxException(
                        path, path.indexOf(name), "expected a field of " + of.type.getClassName());
            }
            return read(field, name);
        }

        private Operand read(FieldTypes.Field field, String name) {
            Type type = Type.getType(field.descriptor());
            push(FieldReader.add(field.declaring(), name));
            if (type.getSort() >= Type.ARRAY) {
                call(FIELDS, "reference", "(Ljava/lang/Object;I)Ljava/lang/Object;");
                return new Operand(Sort.REFERENCE, type);
            }
            boolean real = type.getSort() == Type.FLOAT || type.getSort() == Type.DOUBLE;
            push((int) field.descriptor().charAt(0));
            call(FIELDS, real ? "real" : "number", real ? "(Ljava/lang/Object;IC)D" : "(Ljava/lang/Object;IC)J");
            return new Operand(real ? Sort.REAL : Sort.INTEGER, type);
        }
    }

    private static final class Operand {
        private final Sort sort;
        private final Type type;

        Operand(Sort sort, Type type) {
            this.sort = sort;
            this.type = type;
        }

        /** A boxed double is one too. */
        boolean isReal() {
            return sort == Sort.REAL
                    || sort == Sort.REFERENCE
                            && (type.getClassName().equals("java.lang.Double")
                                    || type.getClassName().equals("java.lang.Float"));
        }
    }
}
