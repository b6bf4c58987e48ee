import { messageBusContract } from '../../application/ports/message-bus.contract.ts';
import { createTestKafkaBus, describeWithKafka } from '../../support/kafka.ts';

describeWithKafka('the bus over Kafka', () => {
  messageBusContract(async (settings) => createTestKafkaBus(settings));
});
