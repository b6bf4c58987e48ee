import { createMemoryLeadership, type Seats } from '../../../adapters/leadership/memory/memory-leadership.ts';
import { leadershipContract } from '../../application/ports/leadership.contract.ts';

describe('the memory leadership', () => {
  leadershipContract(async () => {
    const seats: Seats = new Map();
    return {
      one: createMemoryLeadership(seats),
      other: createMemoryLeadership(seats),
      cutOff: async () => {
        const taken = [...seats.values()];
        seats.clear();
        for (const seat of taken) seat.abort();
      },
      close: async () => {},
    };
  });
});
