import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

interface Configuration {
  readonly FunctionName: string;
  readonly LoggingConfig?: object;
}

/** moto forgets where a function logs. */
export function keepFunctionLogging(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const { LoggingConfig } = JSON.parse(request) as Configuration;
  if (status < 300 && LoggingConfig !== undefined)
    memory.functions.set((JSON.parse(body) as Configuration).FunctionName, LoggingConfig);
  return { status, body };
}

export function sayFunctionLogging(memory: EmulatorMemory, { status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const reply = JSON.parse(body) as { Configuration: Configuration };
  const { FunctionName: name } = reply.Configuration;
  const LoggingConfig = memory.functions.get(name);
  if (LoggingConfig === undefined) return { status, body };
  memory.note('lambda.function.loggingConfig', name);
  return { status, body: JSON.stringify({ ...reply, Configuration: { ...reply.Configuration, LoggingConfig } }) };
}
