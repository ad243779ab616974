// A site of the demo: the metro of São Paulo.
import type { Site } from '../site.ts'

/** The control room of the metro of São Paulo: Portuguese. */
export const metro: Site = {
  code: 'metro',
  offset: -3,
  weight: 9,
  people: [
    'Beatriz Conceição',
    'João Guimarães',
    'Thaís Araújo',
    'Otávio Nascimento',
    'Luíza Brandão',
    'Caio Fernandes',
    'Mônica Takahashi',
    'Davi Antônio Rocha',
  ],
  reporters: [
    'Operador do trem {trem}',
    'Agente de estação',
    'Passageiro pelo interfone',
    'Centro de segurança',
    'Manutenção',
    'Bombeiros',
  ],
  locations: {
    platform: 'Estação {estacao}, plataforma {plataforma}',
    line: 'Linha {linha}, entre {estacao} e o terminal',
    yard: 'Pátio {patio}',
    access: 'Estação {estacao}, acesso {acesso}',
    substation: 'Subestação {1..18}',
    technical: 'Estação {estacao}, sala técnica',
  },
  words: {
    plataforma: ['1', '2'],
    acesso: ['A', 'B', 'C'],
    estacao: ['Sé', 'Luz', 'Paulista', 'Tatuapé', 'Santana', 'Pinheiros', 'São Bento', 'Vila Prudente'],
    linha: ['{1..5}', '15'],
    patio: ['Jabaquara', 'Itaquera', 'Oratório'],
    trem: ['{A|D|H}{10..72}'],
  },
  remarks: [
    { text: 'Aviso sonoro em todas as estações da linha {linha}.', at: ['line', 'platform', 'substation'] },
    { text: 'Ônibus da operação de apoio solicitados.', at: ['line', 'substation', 'platform'] },
    { text: 'Imagens das câmeras preservadas.', at: ['platform', 'access', 'yard'] },
    'Equipe da noite já está ciente.',
    { text: 'Fluxo controlado na estação {estacao}, {2..6} agentes no acesso.', at: ['platform', 'access'] },
    'Imprensa perguntou, resposta com a comunicação.',
    { text: 'Próximo intervalo às {1..4} h para vistoria.', at: ['line', 'substation'] },
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [3, 6, 5, 2, 0],
      minutes: 60,
      weight: 5,
      tales: [
        {
          at: ['line'],
          name: 'Falha de sinalização na linha {linha}',
          description:
            'Circuito de via ocupado sem trem. Velocidade reduzida a partir de {estacao}, intervalo de {6..14} minutos.',
          work: [
            'Equipe de manutenção na via.',
            'Relé com defeito identificado.',
            'Intervalo caindo para {3..5} minutos.',
          ],
          done: ['Relé substituído, operação normal na linha {linha}.'],
        },
        {
          at: ['platform'],
          name: 'Trem {trem} parado em {estacao}',
          description: 'O trem {trem} não parte por falha nas portas. Cerca de {300..1500} passageiros a bordo.',
          work: [
            'Passageiros desembarcando.',
            'Trem {trem} recolhido para o pátio {patio}.',
            'Plataforma {1|2} de {estacao} muito cheia, acesso controlado.',
          ],
          done: ['Via livre, intervalo normal.'],
        },
        {
          at: ['substation'],
          name: 'Queda de energia na linha {linha}',
          description:
            'A subestação {1..18} desligou às {6..22}h{10..59}. Dois trens entre estações, ventilação funcionando.',
          work: [
            'Trens levados à estação com a energia da subestação vizinha.',
            'Energia restabelecida, partida trem a trem.',
          ],
          done: ['Operação normal na linha {linha}.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [5, 5, 3, 2, 0],
      minutes: 55,
      weight: 3,
      tales: [
        {
          at: ['platform'],
          name: 'Pessoa na via em {estacao}',
          description: 'Uma pessoa desceu à via. Terceiro trilho desenergizado, trens parados.',
          work: ['Bombeiros a caminho.', 'Pessoa retirada da via, com ferimentos leves.'],
          done: ['Via liberada, circulação normal.'],
        },
        {
          at: ['platform'],
          name: 'Usuária passou mal no trem {trem}',
          description: 'Senhora de cerca de {55..80} anos com falta de ar. Agentes prestam primeiros socorros.',
          work: ['SAMU no local.'],
          done: ['Usuária encaminhada ao hospital, consciente.'],
        },
        {
          at: ['technical'],
          name: 'Fumaça na estação {estacao}',
          description: 'Fumaça clara na sala técnica, origem não identificada. Estação esvaziada por precaução.',
          work: ['Bombeiros na sala técnica.', 'Origem: correia de ventilador. Ventilador desligado.'],
          done: ['Estação {estacao} reaberta.'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [1, 3, 6, 4, 1],
      minutes: 50,
      weight: 3,
      tales: [
        {
          at: ['yard'],
          name: 'Furto de cabos na linha {linha}',
          description: 'Faltam cerca de {20..120} m de cabo de sinalização perto do pátio {patio}.',
          work: ['Polícia acionada.', 'Cabo reserva a caminho.'],
          done: ['Cabo lançado e testado, boletim registrado.'],
        },
        {
          at: ['platform'],
          name: 'Mala abandonada em {estacao}',
          description: 'Mala sem dono na plataforma {plataforma} há {10..35} minutos.',
          work: ['Área isolada, trens passam sem parar.', 'Imagens mostram o dono na bilheteria.'],
          done: ['Dono localizado, área liberada.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [0, 2, 5, 6, 2],
      minutes: 240,
      weight: 2,
      tales: [
        {
          at: ['access'],
          name: 'Escada rolante parada em {estacao}',
          description: 'Parou com ruído metálico. Ninguém se feriu.',
          work: ['Fabricante acionado.', 'Peça prevista para amanhã.'],
          done: ['Liberada após inspeção.'],
        },
        {
          at: ['access'],
          name: 'Alagamento no acesso {acesso} de {estacao}',
          description: 'Chuva forte, {5..25} cm de água no acesso.',
          work: ['Acesso fechado, bombas ligadas.', 'Nível baixando.'],
          done: ['Acesso limpo e reaberto.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 2, 6, 5],
      minutes: 300,
      tales: [
        {
          at: ['line'],
          name: 'Troca de trilho perto de {estacao}',
          description: 'Trabalho programado na madrugada.',
          work: ['Trabalho iniciado.', 'Dentro do previsto.'],
          done: ['Concluído antes da abertura.'],
        },
        {
          at: ['yard'],
          name: 'Revisão geral do trem {trem}',
          description: 'Trem fora de operação por {3..9} dias.',
          work: ['Revisão iniciada no pátio {patio}.'],
          done: ['Trem devolvido à operação.'],
        },
      ],
    },
  ],
}
